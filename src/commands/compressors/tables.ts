import { counted } from '../../common/counted.js';
import { corpusLines } from '../../output/corpus-lines.js';
import { count, NO_FIGURE, percent } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Column, Table } from '../../output/table.js';
import { bestTone } from '../../output/tone.js';
import { compressorsConclusion } from './compressors-conclusion.js';
import {
  type ComparedCell,
  type ComparedCorpus,
  type CompressorComparison,
  isFastest,
  mayBeFastest,
  REFERENCE,
  type Speed,
} from './document.js';

/** Reports `compressors`: one table per corpus. */
export function compressorsReport(comparison: CompressorComparison): Report {
  const { corpora, cells, machine, tool } = comparison;
  const timed = cells.some(({ compressMBps }) => compressMBps !== undefined);
  const tables = corpora.map((corpus) => corpusTable(corpus, cells, timed));
  return {
    document: comparison,
    records: cells,
    tables,
    header: [
      `zswap-bench ${tool.version}`,
      ...(timed ? [`${machine.cores} x ${machine.cpu}`, `Node ${machine.node}`] : []),
    ],
    facts: corpusLines(corpora),
    conclusion: compressorsConclusion(comparison),
  };
}

const SPEED_LEGEND = `10^6 bytes of pages per second: median over blocks, half its 95% interval; * fastest; ~ not significantly slower`;

type Value = (cell: ComparedCell, best: Best) => string;

/** Highest exact figures of a corpus, without the reference. */
interface Best {
  readonly ratio: number;
  readonly poolRatio: number;
}

const EXACT_COLUMNS: readonly (readonly [Column, Value])[] = [
  [['compressor', 'text'], ({ compressor }) => compressor],
  [
    ['kernel', 'text', 'yes: every page has the length that the kernel gives'],
    ({ kernelLengths }) => (kernelLengths ? 'yes' : 'no'),
  ],
  [
    ['ratio', 'number', 'bytes before / bytes after compression; * best', bestTone],
    (cell, best) => marked(cell, 'ratio', best),
  ],
  [
    ['pool', 'number', 'pages before / pages of a zsmalloc pool that holds them; * best', bestTone],
    (cell, best) => marked(cell, 'poolRatio', best),
  ],
  [
    ['raw', 'number', 'share of incompressible pages'],
    ({ incompressibleShare: share }) => percent(share ?? 0, share === null ? 0 : 1),
  ],
];

const TIMED_COLUMNS: readonly (readonly [Column, Value])[] = [
  [['compress MB/s', 'number', SPEED_LEGEND, bestTone], ({ compressMBps }) => rate(compressMBps)],
  [['ns p50', 'number', 'ns per page, median'], ({ compressNs }) => nanoseconds(compressNs?.p50)],
  [
    ['ns p99', 'number', 'ns per page, 99th percentile'],
    ({ compressNs }) => nanoseconds(compressNs?.p99),
  ],
  [
    ['decompress MB/s', 'number', 'likewise', bestTone],
    ({ decompressMBps }) => rate(decompressMBps),
  ],
  [['ns p50', 'number'], ({ decompressNs }) => nanoseconds(decompressNs?.p50)],
  [['ns p99', 'number'], ({ decompressNs }) => nanoseconds(decompressNs?.p99)],
];

function corpusTable(
  { name, pages, comparedPages }: ComparedCorpus,
  all: readonly ComparedCell[],
  timed: boolean,
): Table {
  const cells = all.filter(({ corpus }) => corpus === name).sort(byPoolRatio);
  const competing = cells.filter(({ compressor }) => compressor !== REFERENCE);
  const best: Best = {
    ratio: Math.max(...competing.map(({ ratio }) => ratio ?? 0)),
    poolRatio: Math.max(...competing.map(({ poolRatio }) => poolRatio ?? 0)),
  };
  const columns = timed ? [...EXACT_COLUMNS, ...TIMED_COLUMNS] : EXACT_COLUMNS;
  const zero = pages - comparedPages;
  return {
    title: `${name}: ${counted(comparedPages, 'page')}${zero === 0 ? '' : `, ${zero} more in wholly zero folios`}`,
    columns: columns.map(([column]) => column),
    rows: cells.map((cell) => columns.map(([, value]) => value(cell, best))),
  };
}

/** Orders by pool size, smallest first. The sort is stable. */
function byPoolRatio(a: ComparedCell, b: ComparedCell): number {
  return (b.poolRatio ?? 0) - (a.poolRatio ?? 0) || (b.ratio ?? 0) - (a.ratio ?? 0);
}

function marked(cell: ComparedCell, figure: keyof Best, best: Best): string {
  const value = cell[figure];
  if (value === null) return `${NO_FIGURE} `;
  const isBest = value === best[figure] && cell.compressor !== REFERENCE;
  return value.toFixed(3) + (isBest ? '*' : ' ');
}

function rate(speed: Speed | undefined): string {
  if (speed === undefined) return `${NO_FIGURE} `;
  const { median, low, high } = speed;
  const half = percent((high - low) / 2, median).padStart(5);
  return `${median.toFixed(0)} +-${half}${markOf(speed)}`;
}

function markOf({ relativeToFastest }: Speed): string {
  if (relativeToFastest === null) return ' ';
  if (isFastest(relativeToFastest)) return '*';
  return mayBeFastest(relativeToFastest) ? '~' : ' ';
}

function nanoseconds(ns: number | undefined): string {
  return ns === undefined ? NO_FIGURE : count(ns);
}
