import type { Cell } from '../../result/document.js';
import { figureValues } from '../../result/repetition-figures.js';
import { type Range, rangeOf } from './repeated-range.js';

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
  /** Largest drift of a counter, without its sign. */
  readonly drift: Range;
}

/** Computes the figures of a cell. */
export function cellFigures(cell: Cell): CellFigures {
  const stored = figureValues(cell, 'storedPages');
  const writtenBack = figureValues(cell, 'writtenBackPages');
  const wasted = figureValues(cell, 'wastedCompressions');
  const end = figureValues(cell, 'endStoredPages');
  const oracle = figureValues(cell, 'oracleStoredPages');
  const { offered } = cell.exact.pages;
  return {
    oraclePercent: rangeOf(
      oracle.length === end.length ? end.map((pages, i) => percentOf(pages, oracle[i])) : [],
    ),
    oracleGapPages: rangeOf(figureValues(cell, 'oracleGapPages')),
    falseRejects: rangeOf(figureValues(cell, 'falseRejects')),
    keptPercent: rangeOf(
      stored.map((pages, i) => percentOf(pages - (writtenBack[i] ?? 0), offered)),
    ),
    overshootPercent: rangeOf(overshootPercents(cell)),
    wastedPercent: rangeOf(wasted.map((pages, i) => percentOf(pages, pages + (stored[i] ?? 0)))),
    drift: rangeOf(driftSizes(cell)) ?? [0, 0, 0],
  };
}

/** Overshoot of each repetition in per cent of the limit that is exceeded most. */
function overshootPercents(cell: Cell): number[] {
  const { pool, memcg } = cell.exact;
  const limits = memcg.flatMap(({ limitPages }) => limitPages ?? []);
  const ofMemcg = figureValues(cell, 'memcgOvershootPages');
  return figureValues(cell, 'overshootPages').map((pages, i) =>
    Math.max(
      percentOf(pages, pool.limitPages),
      limits.length === 0 ? 0 : percentOf(ofMemcg[i] ?? 0, Math.min(...limits)),
    ),
  );
}

/** Largest drift of each repetition. */
function driftSizes({ exact, repetitions }: Cell): number[] {
  if (repetitions === undefined) {
    return [Math.max(0, ...Object.values(exact.rollback.drift).map(Math.abs))];
  }
  const lists = Object.values(repetitions.drift);
  return Array.from({ length: repetitions.count }, (_, i) =>
    Math.max(0, ...lists.map((values) => Math.abs(values[i]))),
  );
}

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}
