import type { CheckReport, FindingReport, StrategyReport } from '../result/check-report.js';
import type { Format } from './format.js';
import { formatJson } from './json.js';
import { count, signed } from './numbers.js';
import { shellWords } from './shell.js';
import { renderTable } from './table.js';

/** `check`. */
export function formatCheck(report: CheckReport, format: Format): string {
  if (format === 'json') return formatJson(report);
  const parts = [verdictTable(report)];
  if (report.strategies.some(({ drifts }) => drifts.length > 0)) parts.push(driftTable(report));
  parts.push(...report.strategies.flatMap(describeFindings));
  return parts.join('\n');
}

function verdictTable({ strategies }: CheckReport): string {
  const several = new Set(strategies.map(({ corpus }) => corpus)).size > 1;
  return renderTable(
    'Counters against independent books after every step\n' +
      'cases tried, schedules run, steps taken, faults that struck',
    [
      ['strategy', 'text'],
      ['kernel', 'text'],
      ...(several ? ([['corpus', 'text']] as const) : []),
      ['cases', 'number'],
      ['schedules', 'number'],
      ['steps', 'number'],
      ['faults', 'number'],
      ['verdict', 'text'],
    ],
    strategies.map(({ strategy, kernel, corpus, cases, schedules, steps, faults, verdict }) => [
      strategy,
      kernel,
      ...(several ? [corpus] : []),
      ...[cases, schedules, steps, faults].map(count),
      verdict,
    ]),
  );
}

function driftTable({ strategies }: CheckReport): string {
  return renderTable(
    'What is off, by cause\ncounter minus books, from the lowest to the highest',
    [
      ['strategy', 'text'],
      ['counter', 'text'],
      ['cause', 'text'],
      ['off', 'text'],
      ['cases', 'number'],
    ],
    strategies.flatMap(({ strategy, drifts }) =>
      drifts.map(({ subject, cause, lowest, highest, cases }) => [
        strategy,
        subject,
        cause,
        lowest === highest ? signed(lowest) : `${signed(lowest)} .. ${signed(highest)}`,
        count(cases),
      ]),
    ),
  );
}

function describeFindings({ strategy, findings }: StrategyReport): string[] {
  return findings.map((finding) => describeFinding(strategy, finding));
}

function describeFinding(strategy: string, { violations, trace, replay }: FindingReport): string {
  const off = violations.map((each) => `${each.subject} ${signed(each.off)}`).join(', ');
  const table = renderTable(
    `${strategy}: ${off === '' ? 'nothing is off' : `${off} in the smallest case found`}`,
    [
      ['step', 'number'],
      ['who', 'text'],
      ['came by', 'text'],
      ['moved', 'text'],
    ],
    trace.map(({ step, who, did, moved }) => [count(step), who, did.join(' '), moved.join(', ')]),
  );
  return `${table}replay: zswap-bench ${shellWords(replay)}\n`;
}
