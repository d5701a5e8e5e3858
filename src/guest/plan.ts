import type { Grouping, Run } from '../model/folio/folio-queue.js';

/** Pages of a corpus for the page disk, read in file order. */
export interface GuestCorpus {
  readonly name: string;
  readonly pageCount: number;
  readonly runs: readonly Run[];
  /** Whole pages; a piece is valid until the next is asked for. */
  pages(): AsyncIterable<Uint8Array>;
}

/** One cell for the guest. */
export interface GuestCellPlan {
  /** The kernel's name of the compressor. */
  readonly compressor: string;
  /** Place in {@link GuestPlan.corpora}. */
  readonly corpus: number;
  readonly folioPages: number;
  readonly grouping: Grouping;
  readonly offerPages: number;
  readonly maxPoolPercent: number;
  readonly acceptThresholdPercent: number;
  readonly memcgs: number;
  /** memory.zswap.max of each memcg and of their parent; null for none. */
  readonly memcgMaxBytes: number | null;
  readonly memcgParentMaxBytes: number | null;
  readonly writeback: boolean;
  readonly tasks: number;
  readonly scenario: 'fill' | 'edge';
}

/** All that one boot does. */
export interface GuestPlan {
  readonly corpora: readonly GuestCorpus[];
  readonly cells: readonly GuestCellPlan[];
}

/** What of the machine a plan's text depends on. */
export interface PlanOptions {
  /** Pages that are touched before they are paged out, as many as memory has room for. */
  readonly chunkPages: number;
  /** Spread memory over all NUMA nodes. */
  readonly interleave: boolean;
}

/** The plan as the guest reads it; guest/plan.h has the format. */
export function planText(plan: GuestPlan, options: PlanOptions): string {
  const lines = ['zswap-bench-plan 1'];
  let firstPage = 0;
  for (const { pageCount, runs } of plan.corpora) {
    lines.push(`corpus ${firstPage} ${pageCount}`);
    for (const { pfn, pages } of runs) lines.push(`run ${pfn} ${pages}`);
    firstPage += pageCount;
  }
  for (const cell of plan.cells) {
    const fields = Object.entries(cellFields(cell, options));
    lines.push(`cell ${fields.map(([name, value]) => `${name}=${value}`).join(' ')}`);
  }
  return `${lines.join('\n')}\nend\n`;
}

function cellFields(cell: GuestCellPlan, { chunkPages, interleave }: PlanOptions) {
  // Each memcg touches the whole chunk.
  const share = Math.floor(chunkPages / cell.memcgs);
  return {
    compressor: cell.compressor,
    corpus: cell.corpus,
    folio_pages: cell.folioPages,
    dense: cell.grouping === 'dense' ? 1 : 0,
    offer_pages: cell.offerPages,
    chunk_pages: Math.max(share, cell.folioPages),
    max_pool_percent: cell.maxPoolPercent,
    accept_threshold_percent: cell.acceptThresholdPercent,
    memcgs: cell.memcgs,
    memcg_max_bytes: cell.memcgMaxBytes ?? 'none',
    memcg_parent_max_bytes: cell.memcgParentMaxBytes ?? 'none',
    writeback: cell.writeback ? 1 : 0,
    tasks: cell.tasks,
    edge: cell.scenario === 'edge' ? 1 : 0,
    interleave: interleave ? 1 : 0,
  };
}
