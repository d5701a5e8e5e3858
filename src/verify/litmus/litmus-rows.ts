import { dirname, isAbsolute, join } from 'node:path';
import { KERNELS, type Kernel } from '../../model/zswap/kernel-presets.js';
import { SETTINGS } from '../../result/option-table.js';
import { namesModule } from '../../strategy/load-module.js';
import { type NamedStrategy, resolveStrategy } from '../../strategy/resolve.js';
import { boundedFigures, outOfBounds } from './bounds.js';
import type { Expectation, LitmusCase, LitmusOutcome, LitmusTest } from './litmus-case.js';
import type { LitmusFigures } from './litmus-figures.js';
import { runLitmus } from './run-litmus.js';

/** A strategy to run all cases with, and the preset for one without its own. */
export interface LitmusSubject extends NamedStrategy {
  readonly kernel: string;
}

/** Result of one case with one strategy. */
export interface LitmusRow {
  readonly strategy: string;
  readonly kernel: string;
  readonly outcome: LitmusOutcome;
  /** Null for a strategy that the file does not name: it has to pass. */
  readonly expected: LitmusOutcome | null;
  /** Whether outcome and figures are as expected. */
  readonly asExpected: boolean;
  /** Requirements that failed, a line each. */
  readonly unmet: readonly string[];
  /** Figures that differ from those expected of this strategy, a line each. */
  readonly different: readonly string[];
  /** The bounded figures. */
  readonly figures: LitmusFigures;
}

/** Runs a case with the strategies that its file names, or with the given ones. */
export async function litmusRows(
  { path, test }: LitmusCase,
  subjects: readonly LitmusSubject[] | null,
): Promise<LitmusRow[]> {
  if (test === null) return [];
  if (subjects !== null) {
    return subjects.map((subject) => rowOf(test, subject, expectationOf(test, subject)));
  }
  const rows: LitmusRow[] = [];
  for (const expectation of test.expect) {
    rows.push(rowOf(test, await subjectOf(expectation, path), expectation));
  }
  return rows;
}

async function subjectOf({ strategy, kernel }: Expectation, path: string): Promise<LitmusSubject> {
  const below = namesModule(strategy) && !isAbsolute(strategy);
  const resolved = await resolveStrategy(below ? join(dirname(path), strategy) : strategy);
  return { ...resolved, kernel: resolved.strategy.kernel ?? kernel ?? SETTINGS.kernel.standard };
}

/** Returns the expectation of a file for a strategy on a kernel. */
function expectationOf(test: LitmusTest, { name, strategy, kernel }: LitmusSubject) {
  const standard = strategy.kernel ?? SETTINGS.kernel.standard;
  return test.expect.find((each) => each.strategy === name && (each.kernel ?? standard) === kernel);
}

function rowOf(
  test: LitmusTest,
  { name, strategy, kernel }: LitmusSubject,
  expectation: Expectation | undefined,
): LitmusRow {
  const figures = runLitmus(test, { name, strategy, kernel: KERNELS.get(kernel) as Kernel });
  const unmet = outOfBounds(test.requires, figures);
  const outcome = unmet.length === 0 ? 'passes' : 'fails';
  const { outcome: expected = null, figures: bounds = {} } = expectation ?? {};
  const different = outOfBounds(bounds, figures);
  return {
    strategy: name,
    kernel,
    outcome,
    expected,
    asExpected: outcome === (expected ?? 'passes') && different.length === 0,
    unmet,
    different,
    figures: boundedFigures({ ...test.requires, ...bounds }, figures),
  };
}
