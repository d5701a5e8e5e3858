import { shellWords } from '../../output/shell.js';
import type { Config } from '../../result/document.js';
import { AXES, POLICIES } from '../../result/option-table.js';
import {
  type AxisName,
  argumentsOf,
  axisArguments,
  firstFlag,
  type Settings,
  type SweepName,
  settingRows,
} from '../../result/settings.js';
import type { OwnNames } from './page-data.js';

/** A part of a result's grid. */
export type Selection = Readonly<Record<AxisName, readonly string[]>> & Pick<Settings, SweepName>;

/** A command, and what its reader has to know to run it. */
export interface Command {
  readonly line: string;
  readonly remarks: readonly string[];
}

/** The whole grid of a result. */
export function wholeGrid(config: Config): Selection {
  return { ...config, corpora: config.corpora.map(({ name }) => name) };
}

/** The command that measures a part of a result's grid anew; options with their default value are left out. */
export function rerunCommand(config: Config, part: Selection, own: OwnNames): Command {
  const strategies = strategyOptions(config, part.strategies, own);
  const corpora = part.corpora.map((name) => (own.corpora.includes(name) ? `./${name}` : name));
  const args = [
    ...axisArguments(AXES.corpora, corpora),
    ...axisArguments(AXES.compressors, part.compressors),
    ...axisArguments(AXES.folioSizes, part.folioSizes),
    ...strategies.args,
    ...settingArguments({ ...config, ...part }),
  ];
  const files = part.corpora
    .filter((name) => own.corpora.includes(name))
    .map((name) => `./${name} stands for the file that was measured under this name.`);
  return {
    line: shellWords(['npx', 'zswap-bench', 'run', ...args, '--json', '-o', 'result.json']),
    remarks: [...files, ...strategies.remarks],
  };
}

/** `GLOBAL+MEMCG` is what a strategy is called whose policy for a limit is another's. */
function strategyOptions({ strategies, mixes }: Config, names: readonly string[], own: OwnNames) {
  const paths = names.map((name) => mixes?.[strategies.indexOf(name)]?.path ?? name);
  const asked = paths.map((name) => (own.strategies.includes(name) ? `./${name}.js` : name));
  const remarks = paths
    .filter((name) => own.strategies.includes(name))
    .map(
      (name) =>
        `./${name}.js stands for the module that ${name} was loaded from, whose code would run.`,
    );
  // The policies are those of all strategies alike.
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

/** Arguments for the settings that are not the standard ones. */
function settingArguments(settings: Settings): string[] {
  return settingRows()
    .filter(([name, { standard }]) => String(settings[name]) !== String(standard))
    .flatMap(([name, row]) => argumentsOf(row, settings[name]));
}
