import { PAGE_SIZE } from '../../../common/page.js';
import type { KernelCell, KernelCorpus } from '../cells/kernel-cell.js';
import { kernelCompressors } from '../run/kernel-plan.js';
import { type ConcurrentSize, concurrentCells } from './concurrent-cells.js';

/** How much is verified. */
export type Extent = 'quick' | 'full';

/** Cells that run in one boot, with a machine of their own. */
export interface VerifyBoot {
  readonly cells: readonly KernelCell[];
  readonly nodes: number;
  readonly cpus: number;
}

/** A limit of memory.zswap.max, and the folios stored under it. */
interface MemcgSize {
  readonly folioPages: number;
  readonly limitPages: number;
  readonly offerPages: number;
  /** The limit is the parent's. */
  readonly parent?: true;
}

/** Two sweeps over the entries at a limit of 64 pages, each of which takes a 64K folio; twice that for well compressed pages. */
const MEMCG_OFFER_PAGES = 12_288;

const MEMCG_4K: MemcgSize = { folioPages: 1, limitPages: 64, offerPages: MEMCG_OFFER_PAGES };
const MEMCG_64K: MemcgSize = { folioPages: 16, limitPages: 64, offerPages: MEMCG_OFFER_PAGES };

/** Corpora, compressors and sizes of an extent. */
interface Grid {
  /** Null: every shipped one. */
  readonly corpora: readonly string[] | null;
  readonly compressors: readonly string[];
  readonly folioPages: readonly number[];
  readonly memcg: readonly MemcgSize[];
  /** With the first compressor only. */
  readonly memcgOfOne: readonly MemcgSize[];
  /** On two nodes, likewise. */
  readonly twoNodes: readonly MemcgSize[];
  /** With several tasks, likewise. */
  readonly concurrent: readonly ConcurrentSize[];
}

export const GRIDS: Readonly<Record<Extent, Grid>> = {
  quick: {
    corpora: ['postgres', 'redis'],
    compressors: ['lz4', 'zstd'],
    folioPages: [1, 16],
    memcg: [MEMCG_64K],
    memcgOfOne: [],
    twoNodes: [],
    concurrent: [
      { scenario: 'fill', folioPages: 16, tasks: 4, maxPoolPercent: 1 },
      { scenario: 'edge', folioPages: 16, tasks: 4, maxPoolPercent: 1, rounds: 16 },
    ],
  },
  full: {
    corpora: null,
    compressors: [...kernelCompressors().keys()],
    folioPages: [1, 16, 512],
    memcg: [MEMCG_4K, MEMCG_64K],
    memcgOfOne: [
      { ...MEMCG_64K, limitPages: 256, offerPages: MEMCG_OFFER_PAGES },
      { folioPages: 512, limitPages: 256, offerPages: MEMCG_OFFER_PAGES },
      { ...MEMCG_64K, parent: true },
    ],
    twoNodes: [MEMCG_64K, { folioPages: 512, limitPages: 256, offerPages: MEMCG_OFFER_PAGES }],
    concurrent: [
      ...[4, 16].flatMap((tasks): ConcurrentSize[] => [
        { scenario: 'fill', folioPages: 16, tasks, maxPoolPercent: 1 },
        // Some folios of 2M fit before the limit is reached.
        { scenario: 'fill', folioPages: 512, tasks, maxPoolPercent: 3 },
        { scenario: 'edge', folioPages: 16, tasks, maxPoolPercent: 1, rounds: 16 },
      ]),
      { scenario: 'edge', folioPages: 512, tasks: 4, maxPoolPercent: 1, rounds: 2 },
    ],
  },
};

const GLOBAL_LIMIT_PERCENT = 1;
/** Out of the way of a memcg limit. */
const WIDE_PERCENT = 50;
const GLOBAL_OFFER_LIMITS = 8;
/** CPUs of the machine for cells with several tasks. */
const CONCURRENT_CPUS = 4;

/** Boots of an extent: quick has one for the cells with one task, full one for each corpus. */
export function verifyBoots(
  extent: Extent,
  corpora: readonly KernelCorpus[],
  memoryBytes: number,
): VerifyBoot[] {
  const grid = GRIDS[extent];
  const groups = extent === 'quick' ? [corpora] : corpora.map((corpus) => [corpus]);
  const boots: VerifyBoot[] = groups.map((group) => ({
    cells: group.flatMap((corpus) => oneTaskCells(grid, corpus, memoryBytes)),
    nodes: 1,
    cpus: 1,
  }));
  const [first] = grid.compressors;
  const few = chosenCorpora(extent, corpora);
  const interleaved = few.flatMap((corpus) =>
    grid.twoNodes.map((size) => memcgCell(corpus, first, size)),
  );
  const concurrent = few.flatMap((corpus) =>
    concurrentCells({ corpus, compressor: first, memoryBytes }, grid.concurrent),
  );
  // One CPU, and a node without any: nothing runs beside the task.
  if (interleaved.length > 0) boots.push({ cells: interleaved, nodes: 2, cpus: 1 });
  if (concurrent.length > 0) boots.push({ cells: concurrent, nodes: 1, cpus: CONCURRENT_CPUS });
  return boots;
}

/** Corpora of the cells that take long: those of the quick grid, or else the first. */
function chosenCorpora(extent: Extent, corpora: readonly KernelCorpus[]): KernelCorpus[] {
  const known = corpora.filter(({ corpus }) => GRIDS.quick.corpora?.includes(corpus.name));
  const chosen = known.length > 0 ? known : corpora.slice(0, 1);
  return extent === 'quick' ? chosen.slice(-1) : chosen;
}

/** With one task all is in the order of arrival: up to the first refusal a kernel leaves nothing to chance. */
function oneTaskCells(grid: Grid, corpus: KernelCorpus, memoryBytes: number): KernelCell[] {
  const limitPages = (memoryBytes / PAGE_SIZE) * (GLOBAL_LIMIT_PERCENT / 100);
  return grid.compressors.flatMap((compressor, index) => [
    ...grid.folioPages.map((folioPages) => ({
      ...cellOf(corpus, compressor, folioPages),
      offerPages: Math.ceil(GLOBAL_OFFER_LIMITS * limitPages),
      parameters: parameters(GLOBAL_LIMIT_PERCENT),
    })),
    ...[...grid.memcg, ...(index === 0 ? grid.memcgOfOne : [])].map((size) =>
      memcgCell(corpus, compressor, size),
    ),
  ]);
}

function memcgCell(
  corpus: KernelCorpus,
  compressor: string,
  { folioPages, limitPages, offerPages, parent }: MemcgSize,
): KernelCell {
  const bytes = limitPages * PAGE_SIZE;
  return {
    ...cellOf(corpus, compressor, folioPages),
    ...(parent === true ? { memcgParentMaxBytes: bytes } : { memcgMaxBytes: bytes }),
    offerPages,
    parameters: parameters(WIDE_PERCENT),
  };
}

function cellOf(corpus: KernelCorpus, compressor: string, folioPages: number) {
  return {
    ...{ corpus, compressor, folioPages, memcgs: 1, writeback: true, scenario: 'fill' as const },
    ...{ memcgMaxBytes: null, memcgParentMaxBytes: null },
  };
}

function parameters(maxPoolPercent: number): KernelCell['parameters'] {
  return {
    ...{ 'max-pool-percent': maxPoolPercent, 'accept-threshold-percent': 90, tasks: 1, cpus: 0 },
  };
}
