import type { Cell } from '../result/document.js';
import { figureValues } from '../result/repetition-figures.js';
import type { FigureName } from '../result/repetitions.js';
import { type RepeatedColumn, repeatedRows, repetitionNote } from './repeated-rows.js';
import type { Column, Table } from './table.js';

interface ProgressColumn extends RepeatedColumn {
  readonly heading: string;
  readonly legend: string;
}

const FAIRNESS = 'index: 1 if all stored as many pages, 1 / n if one of n stored them all';

const COLUMNS: readonly ProgressColumn[] = [
  column('refused', 'rejectedFolios', 'folios refused'),
  column(
    'inversions',
    'lruInversions',
    'of these, while older pages of their memcg stayed in zswap',
  ),
  column('worker runs', 'shrinkWorkerRuns', 'runs of the shrink worker'),
  {
    ...column('task fairness', 'fairness', `Jain's ${FAIRNESS}; over tasks`),
    format: threeDecimals,
  },
  {
    ...column('memcg fairness', 'fairnessOfMemcgs', 'the same over memcgs'),
    format: threeDecimals,
  },
];

/** Whether a cell ran with several memcgs; the first is their parent. */
export function hasMemcgs({ exact }: Cell): boolean {
  return exact.memcg.length > 2;
}

/** Refusals, and how evenly tasks and memcgs stored pages. */
export function progressTable(cells: readonly Cell[]): Table {
  const note = repetitionNote(cells);
  return {
    title: 'Progress of tasks and memcgs',
    ...(note === undefined ? {} : { subtitle: note }),
    columns: [
      ['cell', 'text'],
      ...COLUMNS.map(({ heading, legend }): Column => [heading, 'number', legend]),
    ],
    rows: cells.flatMap((cell) => repeatedRows(cell, COLUMNS)),
  };
}

function column(heading: string, name: FigureName, legend: string): ProgressColumn {
  return { heading, legend, values: (cell) => figureValues(cell, name) };
}

function threeDecimals(value: number): string {
  return value.toFixed(3);
}
