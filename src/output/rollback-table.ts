import type { Cell } from '../result/document.js';
import { count, NO_FIGURE, signed } from './numbers.js';
import type { Table } from './table.js';

/** Counters after failed stores, beside the independent count. */
export function rollbackTable(cells: readonly Cell[]): Table {
  return {
    title: 'Counter rollback',
    columns: [
      ['cell', 'text'],
      ['failed', 'number', 'failed stores'],
      ['stored_pages', 'number', 'gauge at the end: pages in zswap'],
      ['zswpout', 'number', 'event counter at the end: pages stored'],
      ['drift', 'text', 'counters minus expected counters'],
      ['verdict', 'text', 'exact: every counter is what it should be'],
      ['round trips', 'number', 'pages that came back equal from compressor and pool'],
    ],
    rows: cells.map(row),
  };
}

function row({ key, exact }: Cell): string[] {
  const { rollback, counters, roundTrip } = exact;
  return [
    key,
    count(rollback.failedStores),
    String(counters.stored_pages ?? NO_FIGURE),
    String(counters.zswpout ?? NO_FIGURE),
    driftText(rollback),
    rollback.verdict,
    roundTrip === null
      ? NO_FIGURE
      : `${roundTrip.checked - roundTrip.mismatches} of ${roundTrip.checked}`,
  ];
}

function driftText({ drift, declared }: Cell['exact']['rollback']): string {
  const counters = Object.entries(drift).map(([counter, pages]) => {
    const known = declared.includes(counter) ? ' (known bug)' : '';
    return `${counter} ${signed(pages)}${known}`;
  });
  return counters.length === 0 ? 'none' : counters.join(', ');
}
