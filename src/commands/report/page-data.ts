import type { UserNames } from '../../cli/rerun-command.js';
import type { Config, Estimate } from '../../result/document.js';
import type { SweepName } from '../../result/settings.js';
import type { PageMemcgs } from './memcg-data.js';
import type { Range } from './repeated-range.js';
import type { PackedTimeline } from './timeline-data.js';

/** Part of a result in the page: the data of its figures, shortened. */
export interface PageData {
  readonly config: Config;
  readonly userNames: UserNames;
  /** Kernels' presets last. */
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
  readonly figures: CellFigures;
  readonly memcgs: PageMemcgs | null;
  /** Failed stores by place in the folio, as {@link FAILING_PLACES}; empty without any. */
  readonly failing: readonly number[];
  /** Rounds of scenario `edge`, by how many stores were accepted; `all` is null in older results. */
  readonly rounds: {
    readonly rounds: number;
    readonly none: number;
    readonly all: number | null;
  } | null;
  /** Store time of a folio in ns. */
  readonly folioNs: { readonly p50: number; readonly p99: number } | null;
}

/** Drift of a counter, and whether the strategy declares it. */
export interface PageDrift {
  readonly counter: string;
  readonly off: number;
  readonly known: boolean;
}

/** Figures of a cell over its repetitions. */
export interface CellFigures {
  /** Pages stored at the end / pages that the oracle stores, in per cent; null without an oracle. */
  readonly oraclePercent: Range | null;
  readonly oracleGapPages: Range | null;
  readonly falseRejects: Range | null;
  /** Pages stored and not written back / pages offered, in per cent. */
  readonly keptPercent: Range | null;
  /** Overshoot / limit in per cent: that of the pool, or of a memcg if it is larger. */
  readonly overshootPercent: Range | null;
  /** Pages compressed by stores that failed / pages compressed, in per cent. */
  readonly wastedPercent: Range | null;
  /** Largest drift of a counter in pages, without its sign. */
  readonly driftPages: Range;
}
