import type { GridOptions } from '../../cli/grid-options.js';
import { inCi } from '../../cli/in-ci.js';
import { measure } from '../../cli/measured-run.js';
import { readNotedResult } from '../../cli/noted-result.js';
import { planRun } from '../../cli/run-plan.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { inputFailure } from '../../common/errors.js';
import type { ResultDocument } from '../../result/document.js';
import { type BaselineUse, blindPart } from './blind-baseline.js';
import { type Gated, gateMeasured } from './gate-measured.js';
import { measureBoth, measureCurrent } from './gate-rounds.js';
import { type GateReport, judge } from './gate-verdict.js';
import { addSamples } from './timed-verdict.js';

/** Where a gate takes its two sides from. */
export interface GateSources extends GridOptions {
  readonly baseline?: string;
  readonly current?: string;
  readonly baselineBin?: string;
  readonly maxRegression: number;
  readonly strict?: true;
}

/**
 * Holds what options ask for against what they name.
 *
 * @param runArguments the options of `run` among them, as the baseline's program takes them
 */
export async function gateSources(
  options: GateSources,
  runArguments: readonly string[],
  terminal: Terminal,
): Promise<Gated> {
  const baseline =
    options.baseline === undefined ? null : await readBaseline(options.baseline, terminal);
  if (options.current !== undefined) {
    const current = await readNotedResult(options.current, terminal);
    const held = baseline as ResultDocument;
    if (options.timing) refuseBlind(options, { baseline: held, current }, terminal);
    return { current, report: judgeResults(held, current, options) };
  }
  // Checked in any case: what the options say is wrong here must not be said by another program.
  const plan = await planRun(options, terminal);
  if (options.baselineBin !== undefined) {
    const measuring = measureBoth(options.baselineBin, runArguments);
    return await gateMeasured(measuring, baseline, options.maxRegression);
  }
  const untimed = plan.timeSeconds !== null && !baseline?.cells.some(({ timed }) => timed);
  if (untimed) note(terminal, 'the baseline has no timed figures: only exact ones are compared');
  if (baseline !== null && plan.timeSeconds !== null) {
    refuseBlind(options, { baseline, current: null }, terminal);
  }
  const measuring = measureCurrent(untimed ? { ...plan, timeSeconds: null } : plan, terminal);
  return await gateMeasured(measuring, baseline, options.maxRegression);
}

/** A result to become a baseline. */
export async function measureForBaseline(
  options: GateSources,
  terminal: Terminal,
): Promise<ResultDocument> {
  if (options.current !== undefined) return await readNotedResult(options.current, terminal);
  return await measure(await planRun(options, terminal), terminal);
}

async function readBaseline(path: string, terminal: Terminal): Promise<ResultDocument> {
  const baseline = await readNotedResult(path, terminal);
  if (baseline.cells.length > 0) return baseline;
  throw inputFailure({
    subject: path,
    expected: 'a baseline with cells to hold',
    found: 'none',
    remedy: 'write one with run --json -o FILE, or gate --update',
  });
}

/** Refuses a baseline whose timed figures can prove nothing, with --strict and in CI; otherwise remarks on it. */
function refuseBlind(
  options: GateSources,
  sides: Pick<BaselineUse, 'baseline' | 'current'>,
  terminal: Terminal,
): void {
  const { baseline: path, maxRegression: maxRegressionPercent } = options;
  const blind = blindPart({ ...sides, path: path as string, maxRegressionPercent });
  if (blind === null) return;
  if (options.strict || inCi(terminal.env)) throw inputFailure(blind);
  note(terminal, `${inputFailure(blind).message} (refused with --strict and in CI)`);
}

/** Two results as they are. Timed figures of one side alone are missed. */
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
