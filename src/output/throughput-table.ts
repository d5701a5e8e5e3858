import type { Cell, Estimate, ResultDocument, Timed } from '../result/document.js';
import { impossibleRatios } from '../result/impossible-ratios.js';
import { estimate } from '../statistics/estimate.js';
import { count, duration, NO_FIGURE, spread } from './numbers.js';
import type { Column, Table } from './table.js';

const HALF_INTERVAL = 'half the 95% interval of the figure before it';

const COLUMNS: readonly (readonly [Column, (timed: Timed) => string])[] = [
  [
    ['pages/s', 'number', 'pages stored per second under the limits, median'],
    ({ pagesPerSecond }) => (pagesPerSecond === null ? NO_FIGURE : rate(pagesPerSecond)),
  ],
  [
    ['95%', 'number', HALF_INTERVAL],
    ({ pagesPerSecond: each }) =>
      each === null ? NO_FIGURE : spread({ ...each, samples: each.samples.length }),
  ],
  [
    ['compressor', 'number', 'pages/s of the bare compressor in the same interleaved run'],
    ({ referencePagesPerSecond }) => rate(referencePagesPerSecond),
  ],
  [
    ['relative', 'number', 'compressor time / store path time, with the limits out of the way'],
    ({ relativeToCompressor }) => relativeToCompressor?.toFixed(3) ?? NO_FIGURE,
  ],
  [
    ['95%', 'number', HALF_INTERVAL],
    ({ relativeSamples: samples }) =>
      samples.length < 2 ? NO_FIGURE : spread({ ...estimate(samples), samples: samples.length }),
  ],
  [
    ['p50', 'number', 'time to store a folio, median'],
    ({ folioNs }) => (folioNs === null ? NO_FIGURE : duration(folioNs.p50)),
  ],
  [
    ['p99', 'number', 'time to store a folio, 99th percentile'],
    ({ folioNs }) => (folioNs === null ? NO_FIGURE : duration(folioNs.p99)),
  ],
];

/** The timed part of a run. */
export function throughputTable({ cells, config, machine }: ResultDocument): Table {
  const { threads } = config;
  const impossible = impossibleRatios(cells);
  return {
    title:
      (threads > 1 ? `Throughput of ${threads} threads` : 'Throughput') +
      ` on ${machine.cores} x ${machine.cpu}, Node ${machine.node}`,
    columns: [['cell', 'text'], ...COLUMNS.map(([column]) => column)],
    rows: cells.map(row),
    ...(impossible === null ? {} : { footer: impossible }),
  };
}

function row({ key, timed }: Cell): string[] {
  return [key, ...COLUMNS.map(([, value]) => (timed === undefined ? NO_FIGURE : value(timed)))];
}

function rate(estimate: Estimate): string {
  return count(Math.round(estimate.median));
}
