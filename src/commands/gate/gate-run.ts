import type { Command } from 'commander';
import type { GridOptions } from '../../cli/grid-options.js';
import { inCi } from '../../cli/in-ci.js';
import { measurePlan } from '../../cli/measured-run.js';
import { readNotedResult } from '../../cli/noted-result.js';
import { planRun } from '../../cli/run-plan.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { inputFailure, usageFailure } from '../../common/errors.js';
import type { RunPlan } from '../../measure/cell.js';
import { describeMachine } from '../../measure/machine.js';
import type { ResultDocument } from '../../result/document.js';
import {
  adoptOptions,
  type NamedBaseline,
  narrowedAxes,
  requireSameOptions,
} from './baseline-options.js';
import { type BaselineUse, blindPart } from './blind-baseline.js';
import { type GateOutcome, gateMeasured } from './gate-measured.js';
import { foreignTiming, gateResults } from './gate-results.js';
import { measureBoth, measureCurrent } from './gate-rounds.js';
import type { GateRules } from './gate-verdict.js';
import { givenArguments } from './given-arguments.js';
import { requireModelBaseline } from './kernel-baseline.js';
import { readWaivers, utcDay } from './waivers.js';

/** Options that select the two sides of a gate, and its rules. */
export interface GateSources extends GridOptions {
  readonly baseline?: string;
  readonly current?: string;
  readonly baselineBin?: string;
  readonly maxRegression: number;
  readonly strict?: true;
  readonly crossMachine?: true;
  readonly waivers?: string;
}

/** Compares a result or a run with its baseline. A run takes the options of the baseline. */
export async function runGate(command: Command, terminal: Terminal): Promise<GateOutcome> {
  const options = command.opts<GateSources>();
  const waivers = options.waivers === undefined ? [] : await readWaivers(options.waivers);
  const today = utcDay();
  const rules = { maxRegressionPercent: options.maxRegression, waivers, today };
  const { baseline: path } = options;
  const baseline = path === undefined ? null : await readBaseline(path, terminal);
  if (options.current !== undefined) {
    return await compareFiles(options.current, options, baseline as ResultDocument, {
      rules,
      terminal,
    });
  }
  if (baseline !== null) requireModelBaseline(path as string, baseline);
  const named = baseline === null ? null : { path: path as string, baseline };
  // Always validated here, so that an error is not reported by the baseline's program.
  const plan = await planWithBaseline(command, named, terminal);
  if (named !== null) requireSameOptions(plan, named);
  if (options.baselineBin !== undefined) {
    const measurement = measureBoth(options.baselineBin, givenArguments(command), terminal);
    return await gateMeasured(measurement, baseline, rules);
  }
  const untimed = options.timing !== false && !baseline?.cells.some(({ timed }) => timed);
  if (untimed) note(terminal, 'the baseline has no timed figures: comparing exact figures only');
  const foreign = untimed
    ? null
    : foreignTiming(options, baseline as ResultDocument, describeMachine());
  if (foreign === null && !untimed && plan.timeSeconds !== null) {
    checkBlind(options, { baseline: baseline as ResultDocument, current: null }, terminal);
  }
  const exactOnly = untimed || foreign !== null;
  const measurement = measureCurrent(exactOnly ? { ...plan, timeSeconds: null } : plan, terminal);
  const remarks = foreign === null ? [] : [foreign];
  return await gateMeasured(measurement, baseline, { ...rules, remarks });
}

/** Plans the run of a gate, with the options of the baseline where none are given. */
async function planWithBaseline(
  command: Command,
  named: NamedBaseline | null,
  terminal: Terminal,
): Promise<RunPlan> {
  if (named !== null) adoptOptions(command, named);
  return await planRun(command.opts<GateSources>(), (text) => note(terminal, text));
}

async function compareFiles(
  path: string,
  options: GateSources,
  baseline: ResultDocument,
  { rules, terminal }: { rules: GateRules; terminal: Terminal },
): Promise<GateOutcome> {
  const current = await readNotedResult(path, terminal);
  const timed = options.timing && foreignTiming(options, baseline, current.machine) === null;
  if (timed) checkBlind(options, { baseline, current }, terminal);
  return {
    current,
    report: gateResults(baseline, current, {
      timing: options.timing !== false,
      crossMachine: options.crossMachine === true,
      ...rules,
    }),
  };
}

/** Returns the result that becomes the baseline. Throws if it has less than the old one without `force`. */
export async function measureForBaseline(
  command: Command,
  old: NamedBaseline | null,
  terminal: Terminal,
): Promise<ResultDocument> {
  const { current, force } = command.opts<GateSources & { force?: true }>();
  if (current !== undefined) {
    const result = await readNotedResult(current, terminal);
    const keys = new Set(result.cells.map(({ key }) => key));
    const lost = old?.baseline.cells.map(({ key }) => key).filter((key) => !keys.has(key)) ?? [];
    if (!force) requireWholeGrid(lost, old);
    return result;
  }
  const plan = await planWithBaseline(command, old, terminal);
  if (!force && old !== null) requireWholeGrid(narrowedAxes(plan, old.baseline.config), old);
  return await measurePlan(plan, terminal);
}

function requireWholeGrid(lost: readonly string[], old: NamedBaseline | null): void {
  if (lost.length === 0) return;
  const more = lost.length > 3 ? ` and ${lost.length - 3} more` : '';
  throw usageFailure({
    subject: '--update',
    expected: `the whole grid of ${old?.path}`,
    found: `none of ${lost.slice(0, 3).join(', ')}${more}`,
    remedy: 'leave the options of the grid out, or pass --force to write a smaller baseline',
  });
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
