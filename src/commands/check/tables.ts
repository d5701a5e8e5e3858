import { count, signed } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import { shellWords } from '../../output/shell.js';
import type { Table } from '../../output/table.js';
import type { CheckReport, FindingReport, StrategyReport } from './document.js';

/** `check`. */
export function checkReport(report: CheckReport): Report {
  const { strategies } = report;
  const drifts = strategies.some((each) => each.drifts.length > 0);
  return {
    document: report,
    records: strategies,
    tables: [
      verdictTable(report),
      ...(drifts ? [driftTable(report)] : []),
      ...strategies.flatMap(describeFindings),
    ],
  };
}

function verdictTable({ strategies }: CheckReport): Table {
  const several = new Set(strategies.map(({ corpus }) => corpus)).size > 1;
  return {
    title: 'Counters against independent books after every step',
    legend: 'cases tried, schedules run, steps taken, faults that struck',
    columns: [
      ['strategy', 'text'],
      ['kernel', 'text'],
      ...(several ? ([['corpus', 'text']] as const) : []),
      ['cases', 'number'],
      ['schedules', 'number'],
      ['steps', 'number'],
      ['faults', 'number'],
      ['verdict', 'text'],
    ],
    rows: strategies.map(
      ({ strategy, kernel, corpus, cases, schedules, steps, faults, verdict }) => [
        strategy,
        kernel,
        ...(several ? [corpus] : []),
        ...[cases, schedules, steps, faults].map(count),
        verdict,
      ],
    ),
  };
}

function driftTable({ strategies }: CheckReport): Table {
  return {
    title: 'What is off, by cause',
    legend: 'counter minus books, from the lowest to the highest',
    columns: [
      ['strategy', 'text'],
      ['counter', 'text'],
      ['cause', 'text'],
      ['off', 'text'],
      ['cases', 'number'],
    ],
    rows: strategies.flatMap(({ strategy, drifts }) =>
      drifts.map(({ subject, cause, lowest, highest, cases }) => [
        strategy,
        subject,
        cause,
        lowest === highest ? signed(lowest) : `${signed(lowest)} .. ${signed(highest)}`,
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
    title: `${strategy}: ${off === '' ? 'nothing is off' : `${off} in the smallest case found`}`,
    columns: [
      ['step', 'number'],
      ['who', 'text'],
      ['came by', 'text'],
      ['moved', 'text'],
    ],
    rows: trace.map(({ step, who, did, moved }) => [
      count(step),
      who,
      did.join(' '),
      moved.join(', '),
    ]),
    replay: `zswap-bench ${shellWords(replay)}`,
  };
}
