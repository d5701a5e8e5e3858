import { PAGE_SIZE } from '../common/page.js';
import type { ResultDocument } from '../result/document.js';
import { kernelReleases } from '../result/kernel-strategy.js';
import { SETTINGS } from '../result/option-table.js';
import { bytes, percent, range } from './numbers.js';

/** Parameters that every figure of a result depends on. */
export function parametersOf({ tool, config, cells }: ResultDocument): string[] {
  const limits = cells.map(({ exact }) => exact.pool.limitPages);
  const ram =
    config.totalRamBytes === null ? 'RAM as offered' : `RAM ${bytes(config.totalRamBytes)}`;
  // A kernel has no seed.
  const releases = kernelReleases(config.strategies);
  return [
    `zswap-bench ${tool.version}`,
    `kernel ${(releases ?? [config.kernel]).join(', ')}`,
    `scenario ${config.scenario}`,
    `${list(config.tasks)} tasks`,
    ...(config.cpus.every((cpus) => cpus === 0) ? [] : [`${list(config.cpus)} CPUs`]),
    ...(releases === null ? [`seed ${config.seed}`] : []),
    ...(config.repeat === 1 ? [] : [`${config.repeat} repetitions`]),
    ram,
    ...offerParameters(cells),
    `max_pool_percent ${list(config.maxPoolPercent)}`,
    ...(limits.length === 0
      ? []
      : [`limit ${range(limits, String)} pages (${range(limits, (n) => bytes(n * PAGE_SIZE))})`]),
    `accept_threshold_percent ${list(config.acceptThresholdPercent)}`,
    ...memcgParameters(config),
    ...(config.writeback ? [] : ['writeback off']),
    ...(config.failRate === null ? [] : [`${SETTINGS.failRate.kind.write(config.failRate)} fail`]),
    ...(config.shrinkWorker ? [] : ['shrink worker off']),
  ];
}

/** The offer of the cells, and the part of it before the neighbourhood of a limit. */
function offerParameters(cells: ResultDocument['cells']): string[] {
  if (cells.length === 0) return [];
  const offers = cells.map(({ exact }) => exact.pages.offered * PAGE_SIZE);
  const shares = cells.map(({ exact: { pages } }) => (pages.preloaded ?? 0) / pages.offered);
  const preloaded = shares.every((share) => !(share > 0))
    ? ''
    : ` (${range(shares, (share) => percent(share, 1))} preloaded)`;
  return [`offer ${range(offers, bytes)}${preloaded}`];
}

function memcgParameters(config: ResultDocument['config']): string[] {
  const { memcgs, memcgMaxBytes, memcgParentMaxBytes } = config;
  return [
    ...(memcgs === 1 ? [] : [`${memcgs} memcgs`]),
    ...(memcgMaxBytes === null ? [] : [`memory.zswap.max ${bytes(memcgMaxBytes)}`]),
    ...(memcgParentMaxBytes === null
      ? []
      : [`memory.zswap.max of the parent ${bytes(memcgParentMaxBytes)}`]),
  ];
}

function list(values: readonly number[]): string {
  return values.join('/');
}
