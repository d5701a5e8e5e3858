import { counted } from '../../common/counted.js';
import type { KtapTest } from '../../output/ktap.js';
import { signedRange } from '../../output/numbers.js';
import { shellWords } from '../../output/shell.js';
import { CHECKED_COUNTERS } from '../../verify/expected/checked-counters.js';
import { completeText, missedText } from './coverage-table.js';
import type { CheckReport, DriftReport, StrategyReport } from './document.js';

/** Tests of `check`: one for each strategy and corpus, with a subtest for each checked counter. */
export function checkTests({ strategies }: CheckReport): KtapTest[] {
  return strategies.map((report) => {
    const { corpus, strategy, kernel, cases, schedules, steps, faults, verdict } = report;
    return {
      name: `${corpus}/${strategy}`,
      diagnostics: [
        `kernel ${kernel}: ${cases} cases, ${schedules} schedules, ${steps} steps, ${faults} faults`,
        `verdict: ${verdict}`,
      ],
      subtests: [
        ...CHECKED_COUNTERS.map((counter) => counterTest(report, counter)),
        counterTest(report, 'error'),
        ...coverageTests(report),
      ],
    };
  });
}

/** Tests of what was reached; one that fell short is skipped, since nothing failed. */
function coverageTests({ coverage, interleaved }: StrategyReport): KtapTest[] {
  const missed = coverage === null ? '' : missedText(coverage);
  const left = interleaved === null ? 0 : interleaved.cases - interleaved.complete;
  return [
    ...(coverage === null ? [] : [skipped('coverage', missed)]),
    ...(interleaved === null
      ? []
      : [skipped('every order of steps', left === 0 ? '' : completeText(interleaved))]),
  ];
}

/** A test that is skipped for a reason, or passes without one. */
function skipped(name: string, reason: string): KtapTest {
  return reason === '' ? { name } : { name, outcome: 'skip', reason };
}

function counterTest({ drifts, findings }: StrategyReport, name: string): KtapTest {
  const own = drifts.filter(({ subject }) => belongsTo(subject, name));
  if (own.length === 0) return { name };
  const smallest = findings.filter(({ violations }) =>
    violations.some(({ subject }) => belongsTo(subject, name)),
  );
  return {
    name,
    outcome: 'fail',
    diagnostics: [
      ...own.map(driftText),
      ...smallest.map(({ replay }) => `replay: zswap-bench ${shellWords(replay)}`),
    ],
  };
}

/** Whether a subject is a counter, one memcg's share of it, or an error with its message. */
function belongsTo(subject: string, name: string): boolean {
  return subject === name || subject.startsWith(`${name} of `) || subject.startsWith(`${name}: `);
}

function driftText({ subject, cause, lowest, highest, cases }: DriftReport): string {
  return `${subject} ${signedRange(lowest, highest)} in ${counted(cases, 'case')}: ${cause}`;
}
