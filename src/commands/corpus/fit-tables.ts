import {
  RANGE_PAGES,
  type SyntheticModel,
  sizeKey,
} from '../../corpus/synthetic/synthetic-model.js';
import { count, NO_FIGURE, percent, share } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Column, Table } from '../../output/table.js';
import type { CellErrors, FigureError } from './fit-errors.js';

export const FIT_SCHEMA = 'zswap-bench.fit/1';

/** Result of `corpus fit`. */
export interface Fit {
  readonly schema: typeof FIT_SCHEMA;
  readonly corpus: string;
  readonly model: SyntheticModel;
  readonly cells: readonly CellErrors[];
}

/** Reports `corpus fit`. */
export function fitReport(fit: Fit): Report {
  const records = fit.cells.map(({ figures, ...cell }) => ({
    ...cell,
    ...Object.fromEntries(
      Object.entries(figures).flatMap(([name, { corpus, synthetic, error }]) => [
        [name, corpus],
        [`${name}Synthetic`, synthetic],
        [`${name}Error`, error],
      ]),
    ),
  }));
  return {
    document: fit,
    records,
    tables: [modelTable(fit), errorsTable(fit)],
  };
}

function modelTable({ corpus, model }: Fit): Table {
  const { pages, zero, incompressible, lengths, symbols, correlation, folios } = model;
  return {
    title: 'Statistics of the corpus',
    columns: [
      ['corpus', 'text'],
      ['pages', 'number'],
      ['zero', 'number', 'share of zero pages'],
      ['incompr', 'number', 'share of pages that lz4 does not shorten'],
      ['p50', 'number', 'median lz4 bytes of all other pages'],
      ['symbols', 'number', 'distinct values of random bytes, for the lengths of zstd'],
      ...RANGE_PAGES.map(
        (size): Column => [
          `r ${sizeKey(size)}`,
          'number',
          `correlation of two pages in the same aligned ${sizeKey(size)}, in none that is smaller`,
        ],
      ),
      ['aligned', 'number', 'share of pages in aligned blocks of 16K and larger'],
    ],
    rows: [
      [
        ...[corpus, count(pages), percent(zero, 1), percent(incompressible, 1)],
        ...[count(lengths[Math.floor(lengths.length / 2)]), count(symbols)],
        ...RANGE_PAGES.map((size) => correlation[sizeKey(size)].toFixed(2)),
        folios === null
          ? NO_FIGURE
          : percent(
              Object.values(folios).reduce((sum, each) => sum + each),
              1,
            ),
      ],
    ],
  };
}

function errorsTable({ cells }: Fit): Table {
  return {
    title: 'Figures of run --no-timing, corpus and synthetic',
    columns: [
      ['cell', 'text'],
      ['stored', 'number', 'pages in zswap at the end: corpus, synthetic, error'],
      ['synthetic', 'number'],
      ['error', 'number'],
      ['ratio', 'number', 'bytes before / bytes after compression of the pages stored at the end'],
      ['synthetic', 'number'],
      ['error', 'number'],
      ['wasted', 'number', 'pages compressed by stores that failed'],
      ['synthetic', 'number'],
      ['over', 'number', 'overshoot: pool pages above the limit at the peak'],
      ['synthetic', 'number'],
    ],
    rows: cells.map(({ compressor, folioSize, strategy, figures }) => {
      const { endStoredPages, ratio, wastedCompressions, overshootPages } = figures;
      const columns = (figure: FigureError, show: (value: number) => string) =>
        [figure.corpus, figure.synthetic].map((value) =>
          value === null ? NO_FIGURE : show(value),
        );
      return [
        `${compressor}/${folioSize}/${strategy}`,
        ...[...columns(endStoredPages, count), share(endStoredPages.error)],
        ...[...columns(ratio, (value) => value.toFixed(2)), share(ratio.error)],
        ...columns(wastedCompressions, count),
        ...columns(overshootPages, count),
      ];
    }),
    footer: `Medians of the repetitions. Largest errors: ${largestErrors(cells)}.`,
  };
}

/** Returns the largest errors by compressor, as text. */
function largestErrors(cells: readonly CellErrors[]): string {
  const compressors = [...new Set(cells.map(({ compressor }) => compressor))];
  const parts = compressors.map((compressor) => {
    const own = cells.filter((cell) => cell.compressor === compressor);
    const largest = (of: (cell: CellErrors) => FigureError) =>
      share(
        own
          .map((cell) => of(cell).error ?? 0)
          .reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a)),
      );
    const stored = largest(({ figures }) => figures.endStoredPages);
    return `${compressor}: stored ${stored}, ratio ${largest(({ figures }) => figures.ratio)}`;
  });
  return parts.join('; ');
}
