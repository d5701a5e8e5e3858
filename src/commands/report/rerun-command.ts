import { shellWords } from '../../output/shell.js';
import type { Config } from '../../result/document.js';
import type { OwnNames } from './page-data.js';

/** A part of a result's grid. */
export interface Selection {
  readonly corpora: readonly string[];
  readonly compressors: readonly string[];
  readonly folioSizes: readonly string[];
  readonly strategies: readonly string[];
  readonly tasks: readonly number[];
  readonly maxPoolPercent: readonly number[];
  readonly acceptThresholdPercent: readonly number[];
}

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
export function runCommand(config: Config, part: Selection, own: OwnNames): Command {
  const strategies = strategyOptions(config, part.strategies, own);
  const args = [
    ...part.corpora.flatMap((name) => [
      '--corpus',
      own.corpora.includes(name) ? `./${name}` : name,
    ]),
    ...['-c', part.compressors.join(','), '-f', part.folioSizes.join(','), ...strategies.args],
    ...list('--tasks', part.tasks, 4),
    ...list('--max-pool-percent', part.maxPoolPercent, 20),
    ...list('--accept-threshold-percent', part.acceptThresholdPercent, 90),
    ...(config.scenario === 'fill' ? [] : ['--scenario', config.scenario]),
    ...(config.kernel === '6.18' ? [] : ['--kernel', config.kernel]),
    ...(config.folios === null ? [] : ['--folios', config.folios]),
    ...(config.dropPartial ? ['--partial', 'drop'] : []),
    ...size('--offer', config.offerBytes),
    ...size('--total-ram', config.totalRamBytes),
    ...(config.memcgs === 1 ? [] : ['--memcgs', String(config.memcgs)]),
    ...size('--memcg-max', config.memcgMaxBytes),
    ...size('--memcg-parent-max', config.memcgParentMaxBytes),
    ...(config.writeback ? [] : ['--writeback', 'off']),
    ...(config.shrinkWorker ? [] : ['--shrink-worker', 'off']),
    ...(config.seed === 1 ? [] : ['--seed', String(config.seed)]),
    ...time(config.timeSeconds),
    ...((config.threads ?? 1) === 1 ? [] : ['--threads', String(config.threads)]),
    ...(config.verify ? [] : ['--no-verify']),
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
  const policies = [...policy('--global-strategy', global), ...policy('--memcg-strategy', memcg)];
  return { args: ['-s', asked.join(','), ...policies], remarks };
}

function policy(option: string, strategy: string | null): string[] {
  return strategy === null ? [] : [option, strategy];
}

function list(option: string, values: readonly number[], standard: number): string[] {
  if (values.length === 1 && values[0] === standard) return [];
  return [option, values.join(',')];
}

function size(option: string, bytes: number | null): string[] {
  return bytes === null ? [] : [option, sizeName(bytes)];
}

/** In the largest unit that it is a whole number of. */
function sizeName(bytes: number): string {
  const units = ['', 'K', 'M', 'G', 'T'];
  let unit = 0;
  let value = bytes;
  while (value % 1024 === 0 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value}${units[unit]}`;
}

function time(seconds: number | null): string[] {
  if (seconds === null) return ['--no-timing'];
  return seconds === 8 ? [] : ['--time', String(seconds)];
}
