import type { GridOptions } from '../../cli/grid-options.js';
import { inCi } from '../../cli/in-ci.js';
import { measurePlan } from '../../cli/measured-run.js';
import { readNotedResult } from '../../cli/noted-result.js';
import { planRun } from '../../cli/run-plan.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { inputFailure } from '../../common/errors.js';
import type { ResultDocument } from '../../result/document.js';
import { type BaselineUse, blindPart } from './blind-baseline.js';
import { type GateOutcome, gateMeasured } from './gate-measured.js';
import { measureBoth, measureCurrent } from './gate-rounds.js';
import { type GateReport, judge } from './gate-verdict.js';
import { requireModelBaseline } from './kernel-baseline.js';
import { addSamples } from './timed-verdict.js';

/** Options that select the two sides of a gate. */
export interface GateSources extends GridOptions {
  readonly baseline?: string;
  readonly current?: string;
  readonly baselineBin?: string;
  readonly maxRegression: number;
  readonly strict?: true;
}

/**
 * Compares a result or a run with its baseline.
 *
 * @param runArguments the options of `run`, as arguments of the baseline's program
 */
export async function runGate(
  options: GateSources,
  runArguments: readonly string[],
  terminal: Terminal,
): Promise<GateOutcome> {
  const baseline =
    options.baseline === undefined ? null : await readBaseline(options.baseline, terminal);
  if (options.current !== undefined) {
    const current = await readNotedResult(options.current, terminal);
    const reference = baseline as ResultDocument;
    if (options.timing) checkBlind(options, { baseline: reference, current }, terminal);
    return { current, report: judgeResults(reference, current, options) };
  }
  if (baseline !== null) requireModelBaseline(options.baseline as string, baseline);
  // Always validated here, so that an error is not reported by the baseline's program.
  const plan = await planRun(options, terminal);
  if (options.baselineBin !== undefined) {
    const measurement = measureBoth(options.baselineBin, runArguments);
    return await gateMeasured(measurement, baseline, options.maxRegression);
  }
  const untimed = plan.timeSeconds !== null && !baseline?.cells.some(({ timed }) => timed);
  if (untimed) note(terminal, 'the baseline has no timed figures: comparing exact figures only');
  if (baseline !== null && plan.timeSeconds !== null) {
    checkBlind(options, { baseline, current: null }, terminal);
  }
  const measurement = measureCurrent(untimed ? { ...plan, timeSeconds: null } : plan, terminal);
  return await gateMeasured(measurement, baseline, options.maxRegression);
}

/** Returns the result that becomes the baseline. */
export async function measureForBaseline(
  options: GateSources,
  terminal: Terminal,
): Promise<ResultDocument> {
  if (options.current !== undefined) return await readNotedResult(options.current, terminal);
  return await measurePlan(await planRun(options, terminal), terminal);
}

async function readBaseline(path: string, terminal: Terminal): Promise<ResultDocument> {
  const baseline = await readNotedResult(path, terminal);
  if (baseline.cells.length > 0) return baseline;
  throw inputFailure({
    subject: path,
    expected: 'a baseline with cells',
    found: 'none',
    remedy: 'write one with run --json -o FILE, or gate --update',
  });
}

/** Throws for a baseline that cannot prove a slowdown with --strict and in CI; otherwise prints a warning. */
function checkBlind(
  options: GateSources,
  sides: Pick<BaselineUse, 'baseline' | 'current'>,
  terminal: Terminal,
): void {
  const { baseline: path, maxRegression: maxRegressionPercent } = options;
  const blind = blindPart({ ...sides, path: path as string, maxRegressionPercent });
  if (blind === null) return;
  if (options.strict || inCi(terminal.env)) throw inputFailure(blind);
  note(terminal, `${inputFailure(blind).message} (an error with --strict and in CI)`);
}

/** Compares two results without measuring. */
function judgeResults(
  baseline: ResultDocument,
  current: ResultDocument,
  { maxRegression, timing }: GateSources,
): GateReport {
  const samples = {
    baseline: addSamples(new Map(), baseline),
    current: addSamples(new Map(), current),
  };
  const timed = timing ? samples : null;
  return judge({ baseline, current, timed, maxRegressionPercent: maxRegression });
}
