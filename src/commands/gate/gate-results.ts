import type { Machine, ResultDocument } from '../../result/document.js';
import { type GateReport, type GateRules, judge } from './gate-verdict.js';
import { addSamples } from './timed-verdict.js';
import { utcDay } from './waivers.js';

/** Timed figures that a gate compares. */
export interface TimedRules {
  /** Compare timed figures; true by default. */
  readonly timing?: boolean;
  /** Compare timed figures also with those of another machine. */
  readonly crossMachine?: boolean;
}

/** Rules of a gate between two results. */
export interface ResultRules extends TimedRules, Partial<GateRules> {}

/** Default of `--max-regression`. */
export const MAX_REGRESSION_PERCENT = 5;

/** Compares a result with its baseline. */
export function gateResults(
  baseline: ResultDocument,
  current: ResultDocument,
  rules: ResultRules = {},
): GateReport {
  const { maxRegressionPercent = MAX_REGRESSION_PERCENT, waivers = [], today = utcDay() } = rules;
  const foreign = foreignTiming(rules, baseline, current.machine);
  const timed =
    rules.timing === false || foreign !== null
      ? null
      : { baseline: addSamples(new Map(), baseline), current: addSamples(new Map(), current) };
  const remarks = [...(rules.remarks ?? []), ...(foreign === null ? [] : [foreign])];
  return judge({ baseline, current, timed, maxRegressionPercent, waivers, today, remarks });
}

/** Describes why timed figures are not compared: they are of another machine. Null if they are compared, or there are none. */
export function foreignTiming(
  { crossMachine, timing }: TimedRules,
  { machine, cells }: ResultDocument,
  own: Machine,
): string | null {
  if (crossMachine || timing === false || machine.fingerprint === own.fingerprint) return null;
  if (!cells.some(({ timed }) => timed)) return null;
  return 'timed figures are not compared: the baseline is of another machine (--cross-machine compares them)';
}
