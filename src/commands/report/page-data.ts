import type { Cell, Config, Estimate, ResultDocument } from '../../result/document.js';
import { type SweepName, sweptValues } from '../../result/settings.js';
import { type PackedTimeline, packTimeline } from './timeline-data.js';

/** What of a result the page carries: what its figures need, as short as it can be written. */
export interface PageData {
  readonly config: Config;
  readonly own: OwnNames;
  readonly cells: readonly PageCell[];
}

/** Names in a result that stand for files of the user's own, and would be looked for elsewhere as they are. */
export interface OwnNames {
  readonly corpora: readonly string[];
  readonly strategies: readonly string[];
}

/** A cell: its values of swept settings, by their names in a plan, and its figures. */
export interface PageCell extends Readonly<Record<SweepName, number>> {
  readonly corpus: string;
  readonly compressor: string;
  readonly folioSize: string;
  readonly strategy: string;
  readonly folios: { readonly offered: number; readonly stored: number };
  /** Folios by cause, those of no folio left out. */
  readonly rejects: readonly (readonly [cause: string, folios: number])[];
  readonly pool: {
    readonly limitPages: number;
    readonly acceptPages: number;
    readonly endPages: number;
    readonly peakPages: number;
    readonly overshootPages: number;
    readonly ratio: number | null;
  };
  readonly wastedCompressions: number;
  readonly rollback: {
    readonly failedStores: number;
    readonly storedPages: number;
    readonly zswpout: number;
    readonly drift: readonly Drift[];
    readonly roundTrip: { readonly checked: number; readonly mismatches: number } | null;
  };
  readonly timed: {
    readonly pagesPerSecond: (Estimate & { readonly samples: number }) | null;
    readonly referencePagesPerSecond: Estimate;
    readonly relativeToCompressor: number | null;
  } | null;
  readonly timeline: PackedTimeline;
}

/** A counter that is off, and whether its strategy is known for it. */
export interface Drift {
  readonly counter: string;
  readonly off: number;
  readonly known: boolean;
}

// So that a page of any number of cells opens at once. A document has 200 points a cell at the most.
const POINTS_OF_A_PAGE = 60_000;
const POINTS_OF_A_CELL = { fewest: 20, most: 200 };

/** Picks and shortens what the page shows. */
export function pageData(result: ResultDocument, own: OwnNames): PageData {
  const share = Math.floor(POINTS_OF_A_PAGE / Math.max(1, result.cells.length));
  const points = Math.max(POINTS_OF_A_CELL.fewest, Math.min(POINTS_OF_A_CELL.most, share));
  return { config: result.config, own, cells: result.cells.map((cell) => pageCell(cell, points)) };
}

function pageCell(cell: Cell, points: number): PageCell {
  const { exact, timed, parameters } = cell;
  const { pool, rollback, counters } = exact;
  const stored = timed?.pagesPerSecond ?? undefined;
  return {
    corpus: cell.corpus,
    compressor: cell.compressor,
    folioSize: cell.folioSize,
    strategy: cell.strategy,
    ...sweptValues(parameters),
    folios: { offered: exact.folios.offered, stored: exact.folios.stored },
    rejects: Object.entries(exact.rejects ?? {}).filter(([, folios]) => folios > 0),
    pool: {
      limitPages: pool.limitPages,
      // As the kernel's zswap_accept_thr_pages() has it.
      acceptPages: Math.floor((pool.limitPages * parameters['accept-threshold-percent']) / 100),
      endPages: pool.endPages,
      peakPages: pool.peakPages,
      overshootPages: pool.overshootPages,
      ratio: pool.ratio,
    },
    wastedCompressions: exact.wasted?.compressions ?? 0,
    rollback: {
      failedStores: rollback.failedStores,
      storedPages: counters.stored_pages ?? 0,
      zswpout: counters.zswpout ?? 0,
      drift: Object.entries(rollback.drift).map(([counter, off]) => ({
        counter,
        off,
        known: rollback.declared.includes(counter),
      })),
      roundTrip: exact.roundTrip,
    },
    timed:
      timed === undefined
        ? null
        : {
            pagesPerSecond:
              stored === undefined ? null : { ...rounded(stored), samples: stored.samples.length },
            referencePagesPerSecond: rounded(timed.referencePagesPerSecond),
            relativeToCompressor: timed.relativeToCompressor,
          },
    timeline: packTimeline(exact.timeline ?? [], points),
  };
}

/** Whole pages a second, without the samples. */
function rounded({ median, low, high }: Estimate): Estimate {
  return { median: Math.round(median), low: Math.round(low), high: Math.round(high) };
}
