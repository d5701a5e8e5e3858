import type { Cell, Estimate, ResultDocument } from '../result/document.js';
import { count, duration, NO_FIGURE, percent, signed } from './numbers.js';
import { type Column, renderTable } from './table.js';

/** The three tables of a run: throughput, rejects and limits, counter rollback. */
export function formatTables(result: ResultDocument): string {
  const { cells } = result;
  const tables = [rejectTable(cells), rollbackTable(cells)];
  if (cells.some((cell) => cell.timed !== undefined)) tables.unshift(throughputTable(result));
  return tables.join('\n');
}

const CELL: Column = ['cell', 'text'];

function throughputTable({ cells, machine }: ResultDocument): string {
  const rows = cells.map(({ key, timed }) => [
    key,
    ...(timed === undefined
      ? Array(6).fill(NO_FIGURE)
      : [
          timed.pagesPerSecond === null ? NO_FIGURE : rate(timed.pagesPerSecond),
          spread(timed.pagesPerSecond),
          rate(timed.referencePagesPerSecond),
          timed.relativeToCompressor.toFixed(3),
          timed.folioNs === null ? NO_FIGURE : duration(timed.folioNs.p50),
          timed.folioNs === null ? NO_FIGURE : duration(timed.folioNs.p99),
        ]),
  ]);
  const columns: Column[] = [
    CELL,
    ['pages/s', 'number'],
    ['95%', 'number'],
    ['compressor', 'number'],
    ['relative', 'number'],
    ['p50', 'number'],
    ['p99', 'number'],
  ];
  const title =
    `Throughput on ${machine.cores} x ${machine.cpu}, Node ${machine.node}\n` +
    'pages/s stored under the limits, with its 95% interval; pages/s of the bare compressor in the same\n' +
    "run; the bare compressor's time by the store path's without limits; time of a stored folio";
  return renderTable(title, columns, rows);
}

function rejectTable(cells: readonly Cell[]): string {
  const rows = cells.map(({ key, exact }) => [
    key,
    count(exact.folios.offered),
    count(exact.folios.stored),
    count(exact.folios.zero),
    count(exact.rejects.pool_limit),
    count(exact.rejects.hysteresis),
    count(exact.wasted.compressions),
    count(exact.pool.limitPages),
    count(exact.pool.peakPages),
    count(exact.pool.overshootPages),
    exact.pool.ratio === null ? NO_FIGURE : exact.pool.ratio.toFixed(2),
  ]);
  const columns: Column[] = [
    CELL,
    ['folios', 'number'],
    ['stored', 'number'],
    ['zero', 'number'],
    ['pool_limit', 'number'],
    ['hysteresis', 'number'],
    ['wasted', 'number'],
    ['limit', 'number'],
    ['peak', 'number'],
    ['over', 'number'],
    ['ratio', 'number'],
  ];
  const title =
    'Rejects and limits\n' +
    'folios offered, stored, wholly zero, refused by cause; pages compressed for nothing; pool pages:\n' +
    'limit, peak, peak past the limit; bytes before compression by bytes after';
  return renderTable(title, columns, rows);
}

function rollbackTable(cells: readonly Cell[]): string {
  const rows = cells.map(({ key, exact }) => {
    const { failedStores, drift, declared, verdict } = exact.rollback;
    const off = Object.entries(drift).map(
      ([counter, pages]) =>
        `${counter} ${signed(pages)}${declared.includes(counter) ? ' (known bug)' : ''}`,
    );
    return [
      key,
      count(failedStores),
      count(exact.counters.stored_pages),
      count(exact.counters.zswpout),
      off.length === 0 ? 'none' : off.join(', '),
      verdict,
      exact.roundTrip === null
        ? NO_FIGURE
        : `${exact.roundTrip.checked - exact.roundTrip.mismatches} of ${exact.roundTrip.checked}`,
    ];
  });
  const columns: Column[] = [
    CELL,
    ['failed', 'number'],
    ['stored_pages', 'number'],
    ['zswpout', 'number'],
    ['drift', 'text'],
    ['verdict', 'text'],
    ['round trips', 'number'],
  ];
  const title =
    'Counter rollback\n' +
    'failed stores; counters at the end; counters off from an independent count; pages that came back\n' +
    'equal from compressor and pool';
  return renderTable(title, columns, rows);
}

function rate(estimate: Estimate): string {
  return count(Math.round(estimate.median));
}

/** Half of the interval's width as a share of the median. */
function spread(estimate: Estimate | null): string {
  if (estimate === null) return NO_FIGURE;
  return `+-${percent((estimate.high - estimate.low) / 2, estimate.median)}`;
}
