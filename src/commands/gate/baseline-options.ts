import type { Command } from 'commander';
import type { UserNames } from '../../cli/rerun-command.js';
import { userNames } from '../../cli/user-names.js';
import { type Failure, inputFailure, usageFailure } from '../../common/errors.js';
import type { RunPlan } from '../../measure/cell.js';
import { folioSizeName } from '../../model/folio/folio.js';
import type { Config, ResultDocument } from '../../result/document.js';
import { AXES } from '../../result/option-table.js';
import { type AxisName, firstFlag, settingRows } from '../../result/settings.js';

/** A baseline and its file. */
export interface NamedBaseline {
  readonly path: string;
  readonly baseline: ResultDocument;
}

/** Settings that may differ from the baseline's: they change no exact figure. */
const FREE: readonly string[] = ['timeSeconds', 'verify'];

/** Gives a command the options of its baseline, where it has none of its own on the command line. */
export function adoptOptions(command: Command, { path, baseline }: NamedBaseline): void {
  const { config } = baseline;
  if (config.costs !== undefined) throw measuredCosts(path);
  const [mix] = config.mixes ?? [];
  const strategies = config.mixes?.map((each) => each.path) ?? config.strategies;
  const values: Readonly<Record<string, unknown>> = {
    ...ownSettings(config),
    ...(mix?.global == null ? {} : { globalStrategy: mix.global }),
    ...(mix?.memcg == null ? {} : { memcgStrategy: mix.memcg }),
    strategies: [...new Set(strategies)],
    compressors: config.compressors,
    folioSizes: config.folioSizes,
    corpora: config.corpora.map(({ name }) => name),
  };
  const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
  requirePaths(userNames(baseline), isGiven, path);
  for (const [name, value] of Object.entries(values)) {
    if (isGiven(name) || (name === 'timeSeconds' && isGiven('timing'))) continue;
    // A baseline without a timed part is no reason to time nothing with a second program.
    if (name === 'timeSeconds' && value === null && isGiven('baselineBin')) continue;
    command.setOptionValueWithSource(name, value, 'cli');
  }
}

/** Returns the settings that differ from the standard ones, and a missing timed part. */
function ownSettings(config: Config): Record<string, unknown> {
  const rows = settingRows().filter(
    ([name, { standard }]) => String(config[name]) !== String(standard),
  );
  return Object.fromEntries(rows.map(([name]) => [name, config[name]]));
}

/** Throws for names in a baseline that need a path on the command line. */
function requirePaths(names: UserNames, isGiven: (name: string) => boolean, path: string): void {
  for (const axis of ['corpora', 'strategies'] as const) {
    const [name] = names[axis];
    if (name === undefined || isGiven(axis)) continue;
    throw usageFailure({
      subject: path,
      expected: `${firstFlag(AXES[axis].flags)} with the path of '${name}', which the baseline only names`,
      found: 'none',
      remedy: `pass ${firstFlag(AXES[axis].flags)} PATH`,
    });
  }
}

/** Options of the baseline that a run changes, as `--seed 2 (baseline: 1)`. */
function changedOptions(plan: RunPlan, config: Config): string[] {
  const axes: Readonly<
    Record<AxisName, readonly [now: readonly string[], old: readonly string[]]>
  > = {
    strategies: [plan.strategies.map(({ name }) => name), config.strategies],
    compressors: [plan.compressors.map(({ name }) => name), config.compressors],
    folioSizes: [plan.folioPages.map(folioSizeName), config.folioSizes],
    corpora: [plan.corpora.map(({ name }) => name), config.corpora.map(({ name }) => name)],
  };
  return [
    ...Object.entries(axes).flatMap(([name, [now, old]]) =>
      sameSet(now, old)
        ? []
        : [difference(AXES[name as AxisName].flags, now.join(','), old.join(','))],
    ),
    ...settingRows().flatMap(([name, { flags, kind }]) => {
      const [now, old] = [plan[name], config[name]].map((value) => kind.write(value));
      return FREE.includes(name) || now === old ? [] : [difference(flags, now, old)];
    }),
  ];
}

/** Parts of the baseline's grid that a run leaves out. */
export function narrowedAxes(plan: RunPlan, config: Config): string[] {
  const left = (now: readonly string[], old: readonly string[]) =>
    old.filter((each) => !now.includes(each));
  return [
    ...left(
      plan.corpora.map(({ name }) => name),
      config.corpora.map(({ name }) => name),
    ),
    ...left(
      plan.compressors.map(({ name }) => name),
      config.compressors,
    ),
    ...left(plan.folioPages.map(folioSizeName), config.folioSizes),
    ...left(
      plan.strategies.map(({ name }) => name),
      config.strategies,
    ),
  ];
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return [...new Set(one)].sort().join() === [...new Set(other)].sort().join();
}

function difference(flags: string, now: string, old: string): string {
  const flag = flags.split(/[ ,]+/).find((word) => word.startsWith('--')) ?? flags;
  return `${flag} ${now === '' ? 'by default' : now} (baseline: ${old === '' ? 'by default' : old})`;
}

/** Throws one error for all options that differ from the baseline's. */
export function requireSameOptions(plan: RunPlan, { path, baseline }: NamedBaseline): void {
  const changed = changedOptions(plan, baseline.config);
  if (changed.length === 0) return;
  throw usageFailure({
    subject: path,
    expected: 'the options of the baseline',
    found: changed.join('; '),
    remedy: 'leave them out, or write another baseline with gate --update',
  });
}

function measuredCosts(path: string): Failure {
  return inputFailure({
    subject: path,
    expected: 'a baseline with the documented costs',
    found: 'one of run --costs',
    remedy: 'run with --costs, and compare with --current',
  });
}
