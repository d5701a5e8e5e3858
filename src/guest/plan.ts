import type { Grouping, Run } from '../model/folio/folio-queue.js';

/** Pages of a corpus for the page disk, read in file order. */
export interface GuestCorpus {
  readonly name: string;
  readonly pageCount: number;
  readonly runs: readonly Run[];
  /** Whole pages; a piece is valid until the next is read. */
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
  /** `faults`: one folio, again and again, with {@link faults}; `lengths`: single pages, the length of each. */
  readonly scenario: 'fill' | 'edge' | 'faults' | 'lengths';
  /** Of scenario `faults`. */
  readonly faults?: GuestFaults;
}

/** Settings of a cell without limits: zswap's own defaults, one memcg without a limit, one task. */
export const UNLIMITED = {
  grouping: 'dense',
  maxPoolPercent: 20,
  acceptThresholdPercent: 90,
  memcgs: 1,
  memcgMaxBytes: null,
  memcgParentMaxBytes: null,
  writeback: true,
  tasks: 1,
} as const satisfies Partial<GuestCellPlan>;

/** Faults of a sweep, as guest/plan.h has them. A kernel that cannot be made to fail has the step without one alone. */
export interface GuestFaults {
  /** The N-th allocation fails, for N from first (0: none fails) to last, or until there is none left to fail. */
  readonly first: number;
  readonly last: number;
  /** A second fault after the last. */
  readonly second: SecondFault | null;
  /** How many pairs of faults follow. */
  readonly pairs: number;
  /** Entries of an earlier store are still at the folio's slots. */
  readonly older: boolean;
}

/** The first allocation that is larger than the rest of a budget, from which those before are subtracted. */
export interface SecondFault {
  readonly unit: 'pages' | 'bytes';
  /** The budget and one more. */
  readonly amount: number;
}

/** All that one boot does. */
export interface GuestPlan {
  readonly corpora: readonly GuestCorpus[];
  readonly cells: readonly GuestCellPlan[];
}

/** Properties of the machine that the text of a plan depends on. */
export interface PlanOptions {
  /** Pages that are touched before they are paged out, as many as memory has room for. */
  readonly chunkPages: number;
  /** NUMA nodes, over which folios are spread. */
  readonly nodes: number;
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
    if (cell.scenario === 'lengths') lines.push('lengths');
    if (cell.faults !== undefined) lines.push(`faults ${faultNumbers(cell.faults).join(' ')}`);
  }
  return `${lines.join('\n')}\nend\n`;
}

function faultNumbers({ first, last, second, pairs, older }: GuestFaults): number[] {
  const amountIn = (unit: SecondFault['unit']) => (second?.unit === unit ? second.amount : 0);
  return [first, last, amountIn('pages'), amountIn('bytes'), pairs, older ? 1 : 0];
}

function cellFields(cell: GuestCellPlan, { chunkPages, nodes }: PlanOptions) {
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
    nodes,
  };
}
