import type { UserNames } from '../../cli/rerun-command.js';
import type { Cell, Config, Estimate, ResultDocument } from '../../result/document.js';
import { type SweepName, sweptValues } from '../../result/settings.js';
import { type PackedTimeline, packTimeline } from './timeline-data.js';

/** Part of a result in the page: the data of its figures, shortened. */
export interface PageData {
  readonly config: Config;
  readonly userNames: UserNames;
  readonly cells: readonly PageCell[];
}

/** A cell: its values of swept settings, by setting, and its figures. */
export interface PageCell extends Readonly<Record<SweepName, number>> {
  readonly corpus: string;
  readonly compressor: string;
  readonly folioSize: string;
  readonly strategy: string;
  readonly folios: { readonly offered: number; readonly stored: number };
  /** Folios by cause, without causes of no folio. */
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
    readonly drift: readonly PageDrift[];
    readonly roundTrip: { readonly checked: number; readonly mismatches: number } | null;
  };
  readonly timed: {
    readonly pagesPerSecond: (Estimate & { readonly samples: number }) | null;
    readonly referencePagesPerSecond: Estimate;
    readonly relativeToCompressor: number | null;
  } | null;
  readonly timeline: PackedTimeline;
}

/** Drift of a counter, and whether the strategy declares it. */
export interface PageDrift {
  readonly counter: string;
  readonly off: number;
  readonly known: boolean;
}

// Limits of timeline points, so that a page of any number of cells opens fast. A document has at most 200 points per cell.
const MAX_PAGE_POINTS = 60_000;
const MIN_CELL_POINTS = 20;
const MAX_CELL_POINTS = 200;

/** Selects and shortens the data of the page. */
export function pageData(result: ResultDocument, userNames: UserNames): PageData {
  const share = Math.floor(MAX_PAGE_POINTS / Math.max(1, result.cells.length));
  const points = Math.max(MIN_CELL_POINTS, Math.min(MAX_CELL_POINTS, share));
  const cells = result.cells.map((cell) => pageCell(cell, points));
  return { config: result.config, userNames, cells };
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
      // Like the kernel's zswap_accept_thr_pages().
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

/** Rounds to whole pages per second; drops the samples. */
function rounded({ median, low, high }: Estimate): Estimate {
  return { median: Math.round(median), low: Math.round(low), high: Math.round(high) };
}
