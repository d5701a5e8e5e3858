import { oneLine } from '../common/errors.js';

/** A test of a report that has verdicts. */
export interface KtapTest {
  readonly name: string;
  /** Of a test without subtests. */
  readonly outcome?: 'pass' | 'fail' | 'skip';
  /** Reason of a skip. */
  readonly reason?: string;
  /** Lines for its reader, printed before the result. */
  readonly diagnostics?: readonly string[];
  /** Never empty; they determine the outcome. */
  readonly subtests?: readonly KtapTest[];
}

type Outcome = NonNullable<KtapTest['outcome']>;

const INDENT = '  ';

/** Formats tests in the Kernel Test Anything Protocol (Documentation/dev-tools/ktap.rst, v6.18), version 1. */
export function formatKtap(tests: readonly KtapTest[]): string {
  return `${suiteLines(tests).join('\n')}\n`;
}

function suiteLines(tests: readonly KtapTest[]): string[] {
  return [
    'KTAP version 1',
    `1..${tests.length}`,
    ...tests.flatMap((test, index) => testLines(test, index + 1)),
    `# ${totals(tests)}`,
  ];
}

function testLines(test: KtapTest, number: number): string[] {
  const { name, reason, diagnostics = [], subtests } = test;
  const outcome = outcomeOf(test);
  const result = outcome === 'fail' ? 'not ok' : 'ok';
  const directive = outcome === 'skip' ? ` # SKIP ${oneLine(reason ?? '')}`.trimEnd() : '';
  return [
    ...(subtests === undefined ? [] : suiteLines(subtests).map((line) => INDENT + line)),
    ...diagnostics.map((line) => `# ${oneLine(line)}`),
    `${result} ${number} ${description(name)}${directive}`,
  ];
}

/** Descriptions are words without `#`, which begins a directive. */
function description(name: string): string {
  return oneLine(name).replaceAll('#', '?');
}

/** A test with subtests fails if one of them does, and is skipped if all are. */
function outcomeOf({ outcome = 'pass', subtests }: KtapTest): Outcome {
  if (subtests === undefined) return outcome;
  const outcomes = subtests.map(outcomeOf);
  if (outcomes.includes('fail')) return 'fail';
  return outcomes.includes('pass') ? 'pass' : 'skip';
}

/** Counts tests as kselftest does. */
function totals(tests: readonly KtapTest[]): string {
  const outcomes = tests.map(outcomeOf);
  const count = (wanted: Outcome) => outcomes.filter((each) => each === wanted).length;
  const [pass, fail, skip] = [count('pass'), count('fail'), count('skip')];
  return `Totals: pass:${pass} fail:${fail} skip:${skip} total:${tests.length}`;
}
