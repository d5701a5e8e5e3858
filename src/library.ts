import type { GridOptions } from './cli/grid-options.js';
import { measureObserved } from './cli/measured-run.js';
import { allCores, MAX_JOBS } from './cli/options.js';
import { planRun } from './cli/run-plan.js';
import { usageFailure } from './common/errors.js';
import { findKnown } from './common/known-names.js';
import type { RunObserver } from './measure/corpus-run.js';
import { withVerdicts } from './output/result-report.js';
import type { ResultDocument } from './result/document.js';
import { AXES, POLICIES } from './result/option-table.js';
import { integer, list, Mismatch, name, type Shape } from './result/read-shapes.js';
import { type AxisName, type Settings, settingRows } from './result/settings.js';

/** Options of `run` as plain data, in the names and units of `config` in a result. An absent one has the command's default. */
export type Plan = { readonly [Name in AxisName]?: readonly string[] } & {
  readonly [Name in keyof typeof POLICIES]?: string;
} & Partial<Settings> & {
    /** Threads for exact work, all cores by default. */
    readonly jobs?: number;
  };

const SILENT: RunObserver = { progress() {}, remark() {} };

/** Runs a plan as `zswap-bench run` does. Throws a `Failure` for an invalid plan or corpus. */
export async function runPlan(plan: Plan = {}, observer = SILENT): Promise<ResultDocument> {
  checkPlan(plan);
  const options: GridOptions = { ...STANDARD_AXES, jobs: allCores(), ...plan };
  const planned = await planRun(options, (text) => observer.remark(text));
  return withVerdicts(await measureObserved(planned, observer));
}

type Axes = Readonly<Record<AxisName, readonly string[]>>;

const STANDARD_AXES = Object.fromEntries(
  Object.entries(AXES).map(([axis, { standard }]) => [axis, standard]),
) as unknown as Axes;

const SHAPES: ReadonlyMap<string, Shape<unknown>> = new Map<string, Shape<unknown>>([
  ...Object.keys(AXES).map((axis) => [axis, list(name)] as const),
  ...Object.keys(POLICIES).map((policy) => [policy, name] as const),
  ...settingRows().map(([setting, { kind }]) => [setting, kind.shape] as const),
  ['jobs', integer(1, MAX_JOBS)],
]);

function checkPlan(plan: Plan): void {
  for (const [field, value] of Object.entries(plan)) {
    const shape = findKnown('plan', field, SHAPES);
    try {
      shape(value, field);
      if (Array.isArray(value) && value.length === 0) {
        throw new Mismatch(field, 'at least one item', value);
      }
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      const { expected, found } = error;
      throw usageFailure({
        subject: `plan: ${error.path}`,
        expected,
        found,
        remedy: 'see docs/library.md',
      });
    }
  }
}
