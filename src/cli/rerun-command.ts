import { shellWords } from '../output/shell.js';
import type { Config } from '../result/document.js';
import { AXES, POLICIES } from '../result/option-table.js';
import {
  type AxisName,
  argumentsOf,
  axisArguments,
  firstFlag,
  type Settings,
  type SweepName,
  settingRows,
} from '../result/settings.js';

/** Names in a result that stand for files of the user, not for anything shipped or built in. */
export interface UserNames {
  readonly corpora: readonly string[];
  readonly strategies: readonly string[];
}

/** Part of a result's grid. */
export type Selection = Readonly<Record<AxisName, readonly string[]>> & Pick<Settings, SweepName>;

/** A command line, and remarks for its reader. */
export interface RerunCommand {
  readonly line: string;
  readonly remarks: readonly string[];
}

/** Selects the whole grid of a result. */
export function wholeGrid(config: Config): Selection {
  return { ...config, corpora: config.corpora.map(({ name }) => name) };
}

/** Returns the command that reruns a part of a result's grid; options with default values are left out. */
export function rerunCommand(config: Config, part: Selection, userNames: UserNames): RerunCommand {
  const { args, remarks } = rerunArguments(config, part, userNames);
  return {
    line: shellWords(['npx', 'zswap-bench', 'run', ...args, '--json', '-o', 'result.json']),
    remarks,
  };
}

/** Returns the arguments of {@link rerunCommand}, without those of the output. */
export function rerunArguments(config: Config, part: Selection, userNames: UserNames) {
  const strategies = strategyOptions(config, part.strategies, userNames);
  const corpora = part.corpora.map((name) =>
    userNames.corpora.includes(name) ? `./${name}` : name,
  );
  const args = [
    ...axisArguments(AXES.corpora, corpora),
    ...axisArguments(AXES.compressors, part.compressors),
    ...axisArguments(AXES.folioSizes, part.folioSizes),
    ...strategies.args,
    ...settingArguments({ ...config, ...part }),
    ...(config.costs === undefined ? [] : ['--costs', './costs.json']),
  ];
  const files = part.corpora
    .filter((name) => userNames.corpora.includes(name))
    .map((name) => `Replace ./${name} by the path of the measured file.`);
  return { args, remarks: [...files, ...strategies.remarks, ...costsRemark(config)] };
}

function costsRemark({ costs }: Config): string[] {
  if (costs === undefined) return [];
  return [`Replace ./costs.json by the file of costs with SHA-256 ${costs.sha256}.`];
}

/** Returns the options of strategies. A strategy with replaced policies is named `GLOBAL+MEMCG` in results. */
function strategyOptions(
  { strategies, mixes }: Config,
  names: readonly string[],
  userNames: UserNames,
) {
  const paths = names.map((name) => mixes?.[strategies.indexOf(name)]?.path ?? name);
  const asked = paths.map((name) => (userNames.strategies.includes(name) ? `./${name}.js` : name));
  const remarks = paths
    .filter((name) => userNames.strategies.includes(name))
    .map((name) => `Replace ./${name}.js by the path of the module of ${name}; its code will run.`);
  // All strategies share the replaced policies.
  const { global = null, memcg = null } = mixes?.[0] ?? {};
  const policies = [
    ...policy(POLICIES.globalStrategy.flags, global),
    ...policy(POLICIES.memcgStrategy.flags, memcg),
  ];
  return { args: [...axisArguments(AXES.strategies, asked), ...policies], remarks };
}

function policy(flags: string, strategy: string | null): string[] {
  return strategy === null ? [] : [firstFlag(flags), strategy];
}

/** Returns arguments for the settings that differ from the standard ones. */
function settingArguments(settings: Settings): string[] {
  return settingRows()
    .filter(([name, { standard }]) => String(settings[name]) !== String(standard))
    .flatMap(([name, row]) => argumentsOf(row, settings[name]));
}
