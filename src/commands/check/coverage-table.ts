import type { Table } from '../../output/table.js';
import type { Coverage, CoveredNames } from '../../verify/coverage/coverage.js';
import type { CheckReport, StrategyReport } from './document.js';

/** Returns the table of coverage; none for a replayed case. */
export function coverageTables({ strategies }: CheckReport): Table[] {
  const covered = strategies.flatMap(({ strategy, corpus, coverage }) =>
    coverage === null ? [] : [{ strategy, corpus, coverage }],
  );
  if (covered.length === 0) return [];
  const several = new Set(covered.map(({ corpus }) => corpus)).size > 1;
  return [
    {
      title: 'Coverage: reached of what is reachable',
      columns: [
        ['strategy', 'text'],
        ...(several ? ([['corpus', 'text']] as const) : []),
        ['refusals', 'text', 'reject causes'],
        ['fault points', 'text', 'step points at which a fault was injected'],
        ['steps', 'text', 'step points and changes of state'],
        ['missed', 'text', 'reachable, but not reached'],
        ['unreachable', 'text', 'reached by no case, and the reason'],
      ],
      rows: covered.map(({ strategy, corpus, coverage }) => [
        strategy,
        ...(several ? [corpus] : []),
        shareText(coverage.refusals),
        shareText(coverage.faultPoints),
        shareText(coverage.steps),
        missedText(coverage) || '-',
        unreachableText(coverage) || '-',
      ]),
    },
  ];
}

/** Text of searched cases: `78 of 120`. */
export function completeText(interleaved: StrategyReport['interleaved']): string {
  return interleaved === null ? '-' : `${interleaved.complete} of ${interleaved.cases}`;
}

/** Text of everything reachable that was not reached; empty if nothing. */
export function missedText({ refusals, faultPoints, steps }: Coverage): string {
  return [
    ...refusals.missed.map((name) => `refusal ${name}`),
    ...faultPoints.missed.map((name) => `fault ${name}`),
    ...steps.missed,
  ].join(', ');
}

function shareText({ reached, missed }: CoveredNames): string {
  return `${reached.length} of ${reached.length + missed.length}`;
}

/** Names by reason. */
function unreachableText({ refusals, faultPoints, steps }: Coverage): string {
  const byReason = new Map<string, Set<string>>();
  for (const { unreachable } of [refusals, faultPoints, steps]) {
    for (const { name, reason } of unreachable) {
      byReason.set(reason, (byReason.get(reason) ?? new Set()).add(name));
    }
  }
  return [...byReason].map(([reason, names]) => `${[...names].join(', ')}: ${reason}`).join('; ');
}
