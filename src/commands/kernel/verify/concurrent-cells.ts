import { PAGE_SIZE } from '../../../common/page.js';
import { FolioQueue } from '../../../model/folio/folio-queue.js';
import type { KernelCell, KernelCorpus } from '../cells/kernel-cell.js';

/** A cell of several tasks. */
export interface ConcurrentSize {
  readonly scenario: 'fill' | 'edge';
  readonly folioPages: number;
  readonly tasks: number;
  readonly maxPoolPercent: number;
  /** Of scenario edge: rounds of folios of the full size; smaller ones make more. */
  readonly rounds?: number;
}

/** Common to the cells of several tasks of one corpus. */
export interface ConcurrentBase {
  readonly corpus: KernelCorpus;
  readonly compressor: string;
  readonly memoryBytes: number;
}

/** Page data offered in scenario fill, in pool limits: enough to reach the limit with pages that compress to a quarter. */
const OFFERED_LIMITS = 5;

/**
 * Cells in which tasks store at the same time. At the edge a folio of zeros, which counts as stored and never reaches zswap,
 * would have a place in a round of the guest and none in the model's: a corpus with such folios has no cells at the edge.
 */
export function concurrentCells(
  base: ConcurrentBase,
  sizes: readonly ConcurrentSize[],
): KernelCell[] {
  return sizes
    .filter(({ scenario, folioPages }) => scenario === 'fill' || !hasZeroFolio(base, folioPages))
    .map((size) => concurrentCell(base, size));
}

function concurrentCell(
  { corpus, compressor, memoryBytes }: ConcurrentBase,
  { scenario, folioPages, tasks, maxPoolPercent, rounds = 0 }: ConcurrentSize,
): KernelCell {
  const limitPages = (memoryBytes / PAGE_SIZE) * (maxPoolPercent / 100);
  return {
    ...{ corpus, compressor, folioPages, scenario, memcgs: 1, writeback: true },
    ...{ memcgMaxBytes: null, memcgParentMaxBytes: null },
    offerPages:
      scenario === 'edge' ? rounds * tasks * folioPages : Math.ceil(OFFERED_LIMITS * limitPages),
    parameters: {
      'max-pool-percent': maxPoolPercent,
      'accept-threshold-percent': 90,
      tasks,
      cpus: 0,
    },
  };
}

function hasZeroFolio({ corpus }: ConcurrentBase, folioPages: number): boolean {
  const { survey, grouping } = corpus;
  const queue = new FolioQueue(survey, { grouping, folioPages, offerPages: survey.pageCount });
  for (let folio = queue.next(); folio !== null; folio = queue.next()) {
    if (folio.zeroPages === folio.pageCount) return true;
  }
  return false;
}
