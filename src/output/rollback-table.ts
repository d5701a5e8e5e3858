import type { Cell } from '../result/document.js';
import { driftValues, figureValues } from '../result/repetition-figures.js';
import type { FigureName } from '../result/repetitions.js';
import { NO_FIGURE, range, signed } from './numbers.js';
import { type RepeatedColumn, repeatedRows, type TextColumn } from './repeated-rows.js';
import type { Column, Table } from './table.js';
import { driftTone, verdictTone } from './tone.js';

const COLUMNS: readonly (readonly [Column, RepeatedColumn | TextColumn])[] = [
  [['failed', 'number', 'failed stores'], figure('failedStores')],
  [['stored_pages', 'number', 'gauge at the end: pages in zswap'], figure('endStoredPages')],
  [['zswpout', 'number', 'event counter at the end: pages stored'], figure('zswpout')],
  [['drift', 'text', 'counters minus expected counters', driftTone], { text: driftText }],
  [
    ['verdict', 'text', 'exact: every counter is what it should be', verdictTone],
    { text: verdictText },
  ],
  [
    ['round trips', 'number', 'pages that came back equal from compressor and pool'],
    { text: roundTripText },
  ],
];

function figure(name: FigureName): RepeatedColumn {
  return { values: (cell) => figureValues(cell, name) };
}

/** Counters after failed stores, beside the independent count. */
export function rollbackTable(cells: readonly Cell[]): Table {
  return {
    title: 'Counter rollback',
    columns: [['cell', 'text'], ...COLUMNS.map(([column]) => column)],
    rows: cells.flatMap((cell) =>
      repeatedRows(
        cell,
        COLUMNS.map(([, column]) => column),
      ),
    ),
  };
}

/** Lists counters that drift in any repetition, each with its range. */
function driftText(cell: Cell): string {
  const { declared } = cell.exact.rollback;
  const counters = Object.entries(driftValues(cell)).map(([counter, pages]) => {
    const known = declared.includes(counter) ? ' (known bug)' : '';
    return `${counter} ${range(pages, signed)}${known}`;
  });
  return counters.length === 0 ? 'none' : counters.join(', ');
}

function verdictText(cell: Cell): string {
  const drifts = Object.keys(driftValues(cell)).length > 0;
  return drifts ? 'drift' : cell.exact.rollback.verdict;
}

function roundTripText({ exact: { roundTrip } }: Cell): string {
  return roundTrip === null
    ? NO_FIGURE
    : `${roundTrip.checked - roundTrip.mismatches} of ${roundTrip.checked}`;
}
