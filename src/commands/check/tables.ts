import { packageVersion } from '../../cli/version.js';
import { corpusLines } from '../../output/corpus-lines.js';
import { count, signed, signedRange } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import { shellWords } from '../../output/shell.js';
import type { Table } from '../../output/table.js';
import { driftTone, verdictTone } from '../../output/tone.js';
import { checkConclusion } from './check-conclusion.js';
import { completeText, coverageTables } from './coverage-table.js';
import type { CheckReport, FindingReport, StrategyReport } from './document.js';
import { checkTests } from './ktap.js';

/** Reports `check`. */
export function checkReport(report: CheckReport): Report {
  const { strategies } = report;
  const drifts = strategies.some((each) => each.drifts.length > 0);
  return {
    document: report,
    records: strategies,
    tests: checkTests(report),
    facts: factsOf(report),
    conclusion: checkConclusion(strategies),
    tables: [
      verdictTable(report),
      ...coverageTables(report),
      ...(drifts ? [driftTable(report)] : []),
      ...strategies.flatMap(describeFindings),
    ],
  };
}

function factsOf({ config }: CheckReport): string[] {
  const { kernel, schedules, seed, corpora } = config;
  const searched = [`kernel ${kernel}`, `${schedules} random cases`, `seed ${seed}`].join(', ');
  return [`zswap-bench ${packageVersion()}, ${searched}`, ...corpusLines(corpora)];
}

function verdictTable({ strategies }: CheckReport): Table {
  const searched = strategies.some(({ interleaved }) => interleaved !== null);
  const several = new Set(strategies.map(({ corpus }) => corpus)).size > 1;
  return {
    title: 'Counters compared with expected counters after every step',
    columns: [
      ['strategy', 'text'],
      ['kernel', 'text'],
      ...(several ? ([['corpus', 'text']] as const) : []),
      ['cases', 'number', 'cases tried'],
      ['schedules', 'number', 'interleavings run'],
      ['steps', 'number', 'store path steps, each followed by a comparison'],
      ['faults', 'number', 'faults injected'],
      ...(searched
        ? ([['complete', 'text', 'small cases without an order of steps left out']] as const)
        : []),
      [
        'verdict',
        'text',
        'exact: all counters equal after every step; exact so far: likewise, but not all was reached; drift: some counter differed',
        verdictTone,
      ],
    ],
    rows: strategies.map(
      ({ strategy, kernel, corpus, cases, schedules, steps, faults, interleaved, verdict }) => [
        strategy,
        kernel,
        ...(several ? [corpus] : []),
        ...[cases, schedules, steps, faults].map(count),
        ...(searched ? [completeText(interleaved)] : []),
        verdict,
      ],
    ),
  };
}

function driftTable({ strategies }: CheckReport): Table {
  return {
    title: 'Counter drift by cause',
    columns: [
      ['strategy', 'text'],
      ['counter', 'text'],
      ['cause', 'text'],
      ['drift', 'text', 'counter minus expected counter, lowest to highest', driftTone],
      ['cases', 'number', 'cases in which it differed'],
    ],
    rows: strategies.flatMap(({ strategy, drifts }) =>
      drifts.map(({ subject, cause, lowest, highest, cases }) => [
        strategy,
        subject,
        cause,
        signedRange(lowest, highest),
        count(cases),
      ]),
    ),
  };
}

function describeFindings({ strategy, findings }: StrategyReport): Table[] {
  return findings.map((finding) => findingTable(strategy, finding));
}

function findingTable(strategy: string, { violations, trace, replay }: FindingReport): Table {
  const off = violations.map((each) => `${each.subject} ${signed(each.off)}`).join(', ');
  return {
    title: `${strategy}: ${off === '' ? 'no drift' : `${off} in the smallest case found`}`,
    columns: [
      ['step', 'number'],
      ['task', 'text', 'task that ran: a store, or the shrink worker'],
      ['steps passed', 'text', 'hook points passed in this step'],
      ['changes', 'text', 'counters that changed'],
    ],
    rows: trace.map(({ step, until, who, did, moved }) => [
      until === undefined ? count(step) : `${step} .. ${until}`,
      who,
      did.join(' '),
      moved.join(', '),
    ]),
    replay: `zswap-bench ${shellWords(replay)}`,
  };
}
