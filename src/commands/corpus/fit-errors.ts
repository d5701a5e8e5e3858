import type { GridOptions } from '../../cli/grid-options.js';
import { measureObserved } from '../../cli/measured-run.js';
import { planRun } from '../../cli/run-plan.js';
import type { Corpus } from '../../corpus/corpus.js';
import type { RunObserver } from '../../measure/corpus-run.js';
import type { ModelCell, ModelResult } from '../../result/document.js';
import { AXES } from '../../result/option-table.js';
import { figureValues } from '../../result/repetition-figures.js';
import { median } from '../../statistics/estimate.js';

const GRID = {
  strategies: AXES.strategies.standard,
  compressors: ['lz4', 'lzo', 'zstd'],
  folioSizes: ['4K', '64K', '2M'],
  corpora: [],
  timing: false,
};

/** Figures of `run` that are compared. */
export const COMPARED = [
  'endStoredPages',
  'ratio',
  'wastedCompressions',
  'overshootPages',
] as const;

/** A figure of `run` over a corpus and over its synthetic one: medians of the repetitions, null without stored pages. */
export interface FigureError {
  readonly corpus: number | null;
  readonly synthetic: number | null;
  /** synthetic / corpus - 1; null if one is missing, or if that of the corpus alone is 0. */
  readonly error: number | null;
}

/** Figures of one cell. */
export interface CellErrors {
  readonly compressor: string;
  readonly folioSize: string;
  readonly strategy: string;
  readonly figures: Readonly<Record<(typeof COMPARED)[number], FigureError>>;
}

/** Run over both corpora, and its cells compared. */
export interface ComparedRun {
  readonly result: ModelResult;
  readonly cells: readonly CellErrors[];
}

/** Runs both corpora with all defaults but compressors and folio sizes, without timed parts, and compares cell by cell. */
export async function fitErrors(
  corpora: readonly [corpus: Corpus, synthetic: Corpus],
  options: Partial<GridOptions>,
  observer: RunObserver,
): Promise<ComparedRun> {
  const plan = await planRun({ ...options, ...GRID }, observer.remark);
  const result = await measureObserved({ ...plan, corpora }, observer);
  const { cells } = result;
  const half = cells.length / 2;
  const compared = cells.slice(0, half).map((cell, i) => cellErrors(cell, cells[half + i]));
  return { result, cells: compared };
}

function cellErrors(cell: ModelCell, synthetic: ModelCell): CellErrors {
  const { compressor, folioSize, strategy } = cell;
  const figures = COMPARED.map((name) => {
    const [one, other] = [cell, synthetic].map((each) => medianOf(figureValues(each, name)));
    return [name, figureError(one, other)];
  });
  return { compressor, folioSize, strategy, figures: Object.fromEntries(figures) };
}

function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : median(values);
}

function figureError(corpus: number | null, synthetic: number | null): FigureError {
  if (corpus === synthetic) return { corpus, synthetic, error: 0 };
  const error = corpus && synthetic !== null ? synthetic / corpus - 1 : null;
  return { corpus, synthetic, error };
}
