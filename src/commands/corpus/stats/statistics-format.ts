import type { Complain } from '../../../corpus/format/page-segments.js';

/** Smallest and largest possible value; equal if the value is known. */
export interface FigureRange {
  readonly low: number;
  readonly high: number;
}

/** Figures of compressed pages in a kernel, read from one file. Null: the file does not tell. */
export interface StoredFigures {
  /** Format of the file, and the compressor where the file names it. */
  readonly source: string;
  /** Pages stored now, same-filled ones included. */
  readonly pages: number;
  readonly sameFilledPages: number | null;
  /** Mean compressed length in bytes of the other pages. */
  readonly meanLengthBytes: FigureRange | null;
  /** Pages whose compressed length is PAGE_SIZE or more. */
  readonly incompressiblePages: FigureRange | null;
  /** Pages of the pool, as the file gives them. */
  readonly poolPages: number | null;
  /** The same, computed with the size classes of the model from the objects that are allocated. */
  readonly modelPoolPages: number | null;
  /** Pages of the pool with at most one zspage in each size class that is not full. */
  readonly packedPoolPages: number | null;
  /** Other counters of the file, under its own names. */
  readonly counters: Readonly<Record<string, number>>;
  /** Deviations from the model, a sentence each. */
  readonly remarks: readonly string[];
}

/** Format of a file of figures. A file is one text; `matches` sees what no other format accepts. */
export interface StatisticsFormat {
  /** Name for messages, with the place where the file comes from. */
  readonly name: string;
  matches(text: string): boolean;
  /** Throws `complain()` for a text that is damaged or contradicts itself. */
  parse(text: string, complain: Complain): StoredFigures[];
}

/** Returns the bounds of a value that is known. */
export function exactly(value: number): FigureRange {
  return { low: value, high: value };
}

/** Figures that a file without them leaves open. */
export const NOT_TOLD = {
  sameFilledPages: null,
  meanLengthBytes: null,
  incompressiblePages: null,
  poolPages: null,
  modelPoolPages: null,
  packedPoolPages: null,
  counters: {},
  remarks: [],
} as const;
