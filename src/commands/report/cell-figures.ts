import { PAGE_SIZE } from '../../common/page.js';
import type { Cell } from '../../result/document.js';
import { driftValues, figureValues } from '../../result/repetition-figures.js';
import type { CellFigures } from './page-data.js';
import { rangeOf } from './repeated-range.js';

/** Computes the figures of a cell. */
export function cellFigures(cell: Cell): CellFigures {
  const stored = figureValues(cell, 'storedPages');
  const wasted = figureValues(cell, 'wastedCompressions');
  const end = figureValues(cell, 'endStoredPages');
  const oracle = figureValues(cell, 'oracleStoredPages');
  return {
    oraclePercent: rangeOf(
      oracle.length === end.length ? end.map((pages, i) => percentOf(pages, oracle[i])) : [],
    ),
    oracleGapPages: rangeOf(figureValues(cell, 'oracleGapPages')),
    falseRejects: rangeOf(figureValues(cell, 'falseRejects')),
    keptPercent: rangeOf(keptPercents(cell)),
    overshootPercent: rangeOf(overshootPercents(cell)),
    wastedPercent: rangeOf(wasted.map((pages, i) => percentOf(pages, pages + (stored[i] ?? 0)))),
    driftPages: rangeOf(driftSizes(cell)) ?? [0, 0, 0],
  };
}

/**
 * Pages stored and not written back of each repetition in per cent of the pages offered. A repetition tells only folios
 * offered; they have as many pages each as those of repetition 0.
 */
function keptPercents(cell: Cell): number[] {
  const { pages, folios } = cell.exact;
  const writtenBack = figureValues(cell, 'writtenBackPages');
  const offered = figureValues(cell, 'offeredFolios');
  const folioPages = pages.offered / Math.max(1, folios.offered);
  return figureValues(cell, 'storedPages').map((stored, i) =>
    Math.min(
      100,
      percentOf(stored - (writtenBack[i] ?? 0), (offered[i] ?? folios.offered) * folioPages),
    ),
  );
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
function driftSizes(cell: Cell): number[] {
  const lists = Object.entries(driftValues(cell)).map(([counter, values]) =>
    values.map((off) => Math.ceil(Math.abs(off) / (counter === IN_BYTES ? PAGE_SIZE : 1))),
  );
  return Array.from({ length: cell.repetitions?.count ?? 1 }, (_, i) =>
    Math.max(0, ...lists.map((values) => values[i])),
  );
}

/** The only counter in bytes. */
const IN_BYTES = 'memcg_zswap';

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}
