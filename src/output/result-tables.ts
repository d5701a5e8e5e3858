import type { Cell, Estimate, Exact, ResultDocument } from '../result/document.js';
import { REJECT_CAUSES, type RejectCause } from '../result/reject-causes.js';
import { count, duration, NO_FIGURE, percent, signed } from './numbers.js';
import type { Report } from './report.js';
import type { Column, Table } from './table.js';

/** A run, in three tables: throughput, rejects and limits, counter rollback. */
export function resultReport(result: ResultDocument): Report {
  const { cells } = result;
  const timed = cells.some((cell) => cell.timed !== undefined);
  return {
    document: result,
    records: cells,
    tables: [...(timed ? [throughputTable(result)] : []), limitTable(cells), rollbackTable(cells)],
    origin: origin(result, timed),
  };
}

/** The machine is named only where figures depend on it. */
function origin({ tool, config, machine }: ResultDocument, timed: boolean): string {
  const { kernel, scenario, seed } = config;
  const made = `zswap-bench ${tool.version}, kernel ${kernel}, scenario ${scenario}, seed ${seed}`;
  return timed ? `${made}; Node ${machine.node} on ${machine.cores} x ${machine.cpu}` : made;
}

const CELL: Column = ['cell', 'text'];

function throughputTable({ cells, config, machine }: ResultDocument): Table {
  const { threads } = config;
  const rows = cells.map(({ key, timed }) => [
    key,
    ...(timed === undefined
      ? Array(6).fill(NO_FIGURE)
      : [
          timed.pagesPerSecond === null ? NO_FIGURE : rate(timed.pagesPerSecond),
          spread(timed.pagesPerSecond),
          rate(timed.referencePagesPerSecond),
          timed.relativeToCompressor?.toFixed(3) ?? NO_FIGURE,
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
  return {
    title:
      (threads > 1 ? `Throughput of ${threads} threads` : 'Throughput') +
      ` on ${machine.cores} x ${machine.cpu}, Node ${machine.node}`,
    legend:
      'pages/s stored under the limits, with its 95% interval; pages/s of the bare compressor in the same\n' +
      "run; the bare compressor's time by the store path's without limits; time of a stored folio",
    columns,
    rows,
  };
}

/** A column of the table of rejects; one that is `rare` is left out where it would be empty. */
interface LimitColumn {
  readonly heading: string;
  readonly value: (exact: Exact) => number | string | null | undefined;
  readonly rare?: boolean;
}

const ALWAYS_SHOWN: readonly RejectCause[] = ['pool_limit', 'hysteresis'];

const LIMIT_COLUMNS: readonly LimitColumn[] = [
  { heading: 'folios', value: ({ folios }) => folios.offered },
  { heading: 'stored', value: ({ folios }) => folios.stored },
  { heading: 'zero', value: ({ folios }) => folios.zero, rare: true },
  ...REJECT_CAUSES.map((cause) => ({
    heading: cause,
    value: ({ rejects }: Exact) => rejects[cause],
    rare: !ALWAYS_SHOWN.includes(cause),
  })),
  { heading: 'wasted', value: ({ wasted }) => wasted.compressions },
  { heading: 'zswpwb', value: ({ counters }) => counters.zswpwb, rare: true },
  { heading: 'limit', value: ({ pool }) => pool.limitPages },
  { heading: 'peak', value: ({ pool }) => pool.peakPages },
  { heading: 'over', value: ({ pool }) => pool.overshootPages },
  { heading: 'memcg over', value: ({ memcg }) => mostOvershoot(memcg), rare: true },
  { heading: 'ratio', value: ({ pool }) => pool.ratio?.toFixed(2) },
  { heading: 'fitted', value: ({ oracle }) => oracle?.refusedThatFitted, rare: true },
  { heading: 'regret', value: ({ oracle }) => oracle?.regretPages, rare: true },
  { heading: 'rounds', value: ({ progress }) => progress.rounds, rare: true },
  { heading: 'all failed', value: ({ progress }) => progress.allFailedRounds, rare: true },
];

function mostOvershoot(memcgs: Exact['memcg']): number {
  return Math.max(...memcgs.map(({ overshootPages }) => overshootPages));
}

const LIMIT_LEGEND = `folios offered, stored, wholly zero, refused by cause; pages compressed for nothing and written back;
pool pages: limit, peak, past the limit; memcg pages past theirs; bytes before compression by after;
folios refused that would have fitted; pages that the oracle holds more`;

function limitTable(cells: readonly Cell[]): Table {
  const shown = LIMIT_COLUMNS.filter(
    ({ value, rare }) => rare !== true || cells.some(({ exact }) => value(exact)),
  );
  const columns: Column[] = [CELL, ...shown.map(({ heading }): Column => [heading, 'number'])];
  const rows = cells.map(({ key, exact }) => [
    key,
    ...shown.map(({ value }) => String(value(exact) ?? NO_FIGURE)),
  ]);
  return { title: 'Rejects and limits', legend: LIMIT_LEGEND, columns, rows };
}

function rollbackTable(cells: readonly Cell[]): Table {
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
  return {
    title: 'Counter rollback',
    legend:
      'failed stores; counters at the end; counters off from an independent count; pages that came back\n' +
      'equal from compressor and pool',
    columns,
    rows,
  };
}

function rate(estimate: Estimate): string {
  return count(Math.round(estimate.median));
}

/** Half of the interval's width as a share of the median. */
function spread(estimate: Estimate | null): string {
  if (estimate === null) return NO_FIGURE;
  return `+-${percent((estimate.high - estimate.low) / 2, estimate.median)}`;
}
