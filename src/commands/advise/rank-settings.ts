import { Random } from '../../common/random.js';
import { roundedRatio } from '../../common/rounded-ratio.js';
import { chooseCompressor } from '../../compressor/compressors.js';
import type { Cell, ResultDocument } from '../../result/document.js';
import { paretoFront } from '../../statistics/pareto.js';
import { ADVICE_SCHEMA, type Advice, type Choice, type KernelSetting } from './document.js';

const RESAMPLES = 200;

/** Cells of one combination of settings: one for each corpus and number of tasks. */
interface Candidate {
  readonly cells: readonly Cell[];
}

/** Computes the Pareto front of the settings in a result, and recommends one. */
export function advise(result: ResultDocument): Advice {
  const candidates = candidatesOf(result.cells);
  const corpora = result.corpora.map(({ name }) => name);
  const chosen = paretoFront(candidates.map(({ cells }) => objectives(cells)));
  const shares = frontShares(candidates, corpora);
  const front = chosen
    .map((i) => choice(candidates[i], shares?.[i] ?? null))
    .sort((a, b) => b.keptShare - a.keptShare || a.cpuNsPerKeptPage - b.cpuNsPerKeptPage);
  const balanced = nearestToIdeal(front);
  return {
    schema: ADVICE_SCHEMA,
    tool: result.tool,
    config: result.config,
    tried: candidates.length,
    front,
    balanced,
    settings: kernelSettings(front[balanced]),
  };
}

function candidatesOf(cells: readonly Cell[]): Candidate[] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const { compressor, folioSize, strategy, parameters } = cell;
    const { tasks: _, ...settable } = parameters;
    const key = JSON.stringify([compressor, folioSize, strategy, settable]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  return [...groups.values()].map((group) => ({ cells: group }));
}

// Smaller differences (0.5%, 0.1 us) do not count.
const SHARE_STEPS = 200;
const CPU_STEP_NS = 100;

/** Returns objectives to minimize, in steps: - kept / offered, pool peak / offered, compression time per kept page. */
function objectives(cells: readonly Cell[]): number[] {
  const { keptShare, poolShare, cpuNsPerKeptPage } = shareOf(cells);
  return [
    -Math.round(keptShare * SHARE_STEPS),
    Math.round(poolShare * SHARE_STEPS),
    Math.round(cpuNsPerKeptPage / CPU_STEP_NS),
  ];
}

function shareOf(cells: readonly Cell[]) {
  const offered = sum(cells, ({ exact }) => exact.pages.offered);
  const kept = sum(cells, keptPages);
  const peak = sum(cells, ({ exact }) => exact.pool.peakPages);
  return {
    keptShare: roundedRatio(kept, offered) ?? 0,
    poolShare: roundedRatio(peak, offered) ?? 0,
    cpuNsPerKeptPage: Math.round(sum(cells, compressorNs) / Math.max(1, kept)),
  };
}

/** Counts pages in zswap at the end; subtracts drift, since a strategy may leave the gauge wrong. */
function keptPages({ exact }: Cell): number {
  return (exact.counters.stored_pages ?? 0) - (exact.rollback.drift.stored_pages ?? 0);
}

/** Sums the time of the compressor: stored pages, wasted compressions, and decompression for writeback. */
function compressorNs({ compressor, exact }: Cell): number {
  const { compressNs, decompressNs } = chooseCompressor(compressor).cost;
  const compressed = exact.pages.stored + (exact.wasted?.compressions ?? 0);
  return compressed * compressNs + (exact.counters.zswpwb ?? 0) * decompressNs;
}

function choice({ cells }: Candidate, frontShare: number | null): Choice {
  const [{ compressor, folioSize, strategy, parameters }] = cells;
  const regrets = cells.flatMap(({ exact }) => exact.oracle?.regretPages ?? []);
  return {
    compressor,
    folioSize,
    strategy,
    maxPoolPercent: parameters['max-pool-percent'],
    acceptThresholdPercent: parameters['accept-threshold-percent'],
    ...shareOf(cells),
    overshootPages: sum(cells, ({ exact }) => exact.pool.overshootPages),
    regretPages: regrets.length < cells.length ? null : regrets.reduce((a, b) => a + b, 0),
    frontShare,
  };
}

/** Computes the share of bootstrap resamples of the corpora with each candidate on the front; null for one corpus. */
function frontShares(
  candidates: readonly Candidate[],
  corpora: readonly string[],
): number[] | null {
  if (corpora.length < 2) return null;
  const random = new Random('advise', corpora.length);
  const counts = new Array<number>(candidates.length).fill(0);
  const byCorpus = candidates.map(({ cells }) => {
    const of = (name: string) => cells.filter(({ corpus }) => corpus === name);
    return new Map(corpora.map((name) => [name, of(name)]));
  });
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const drawn = corpora.map(() => corpora[random.below(corpora.length)]);
    const points = byCorpus.map((cells) =>
      objectives(drawn.flatMap((corpus) => cells.get(corpus) ?? [])),
    );
    for (const i of paretoFront(points)) counts[i]++;
  }
  return counts.map((count) => count / RESAMPLES);
}

/**
 * Returns the index of the choice with the minimum Chebyshev distance to the ideal point, objectives scaled to their
 * ranges; only choices of released kernels, if there are any.
 */
function nearestToIdeal(front: readonly Choice[]): number {
  const points = front.map((each) => [-each.keptShare, each.poolShare, each.cpuNsPerKeptPage]);
  const settable = front.map(({ strategy }) => strategy.startsWith('mainline-'));
  const ranges = points[0].map((_, k) => {
    const values = points.map((point) => point[k]);
    return { low: Math.min(...values), high: Math.max(...values) };
  });
  const distances = points.map((point, i) =>
    settable.includes(true) && !settable[i]
      ? Number.POSITIVE_INFINITY
      : Math.max(
          ...point.map(
            (value, k) => (value - ranges[k].low) / (ranges[k].high - ranges[k].low || 1),
          ),
        ),
  );
  return distances.indexOf(Math.min(...distances));
}

function kernelSettings(picked: Choice): KernelSetting[] {
  const zswap = (name: string, value: string | number) => ({
    path: `/sys/module/zswap/parameters/${name}`,
    value: String(value),
  });
  const { kernelName } = chooseCompressor(picked.compressor);
  const bytes = /^(\d+)([KM])$/.exec(picked.folioSize);
  const kib = Number(bytes?.[1]) * (bytes?.[2] === 'M' ? 1024 : 1);
  return [
    ...(kernelName === null ? [] : [zswap('compressor', kernelName)]),
    zswap('max_pool_percent', picked.maxPoolPercent),
    zswap('accept_threshold_percent', picked.acceptThresholdPercent),
    ...(kib === 4
      ? []
      : [
          {
            path: `/sys/kernel/mm/transparent_hugepage/hugepages-${kib}kB/enabled`,
            value: 'always',
          },
        ]),
  ];
}

function sum(cells: readonly Cell[], value: (cell: Cell) => number): number {
  return cells.reduce((total, cell) => total + value(cell), 0);
}
