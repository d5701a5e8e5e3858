import { PAGE_SIZE } from '../../../common/page.js';
import type { KernelCell, KernelCorpus } from '../cells/kernel-cell.js';
import { kernelCompressors } from '../run/kernel-plan.js';

/** How much is verified. */
export type Extent = 'quick' | 'full';

/** Corpora, compressors and folio sizes of an extent. */
interface Grid {
  /** Null: every shipped one. */
  readonly corpora: readonly string[] | null;
  readonly compressors: readonly string[];
  readonly folioPages: readonly number[];
  /** Of the cells with a memcg limit. */
  readonly memcgFolioPages: readonly number[];
}

export const GRIDS: Readonly<Record<Extent, Grid>> = {
  quick: {
    corpora: ['postgres', 'redis'],
    compressors: ['lz4', 'zstd'],
    folioPages: [1, 16],
    memcgFolioPages: [16],
  },
  full: {
    corpora: null,
    compressors: [...kernelCompressors().keys()],
    folioPages: [1, 16, 512],
    memcgFolioPages: [1, 16],
  },
};

/** One task, so that all is in the order of arrival: up to the first refusal a kernel leaves nothing to chance. */
const TASKS = 1;
const GLOBAL_LIMIT_PERCENT = 1;
/** Out of the way of a memcg limit. */
const WIDE_PERCENT = 50;
const GLOBAL_OFFER_LIMITS = 8;
const MEMCG_LIMIT_PAGES = 64;
/** Two sweeps over the entries at the limit, each of which takes a 64K folio; twice that for well compressed pages. */
const MEMCG_OFFER_PAGES = 12_288;

/** Cells of an extent, in one boot. */
export function verifyCells(
  extent: Extent,
  corpora: readonly KernelCorpus[],
  memoryBytes: number,
): KernelCell[] {
  const { compressors, folioPages, memcgFolioPages } = GRIDS[extent];
  const limitPages = (memoryBytes / PAGE_SIZE) * (GLOBAL_LIMIT_PERCENT / 100);
  const cells: KernelCell[] = [];
  for (const corpus of corpora) {
    for (const compressor of compressors) {
      const base = { corpus, compressor, memcgs: 1, memcgParentMaxBytes: null };
      const rest = { writeback: true, scenario: 'fill' as const };
      for (const pages of folioPages) {
        cells.push({
          ...base,
          ...rest,
          folioPages: pages,
          offerPages: Math.ceil(GLOBAL_OFFER_LIMITS * limitPages),
          memcgMaxBytes: null,
          parameters: parameters(GLOBAL_LIMIT_PERCENT),
        });
      }
      for (const pages of memcgFolioPages) {
        cells.push({
          ...base,
          ...rest,
          folioPages: pages,
          offerPages: MEMCG_OFFER_PAGES,
          memcgMaxBytes: MEMCG_LIMIT_PAGES * PAGE_SIZE,
          parameters: parameters(WIDE_PERCENT),
        });
      }
    }
  }
  return cells;
}

function parameters(maxPoolPercent: number): KernelCell['parameters'] {
  return {
    'max-pool-percent': maxPoolPercent,
    'accept-threshold-percent': 90,
    tasks: TASKS,
    cpus: 0,
  };
}
