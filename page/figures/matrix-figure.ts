import { type Headline, headlinesOf } from '../../src/commands/report/headlines.js';
import type { PageCell } from '../../src/commands/report/page-data.js';
import { isKernelPreset } from '../../src/commands/report/preset-names.js';
import type { Figure, Table } from '../figure.js';
import { described, filtered, partOf } from '../filter.js';
import { COMBINATION, scaleOf, sortedRows } from '../matrix-rows.js';
import { type MatrixRow, matrixTable } from '../matrix-table.js';

const FIGURE = 'Figure';

export const matrixFigure: Figure = {
  id: 'matrix',
  title: 'All cells',
  lead: "Each strategy in each combination of corpus, compressor and folio size: medians over repetitions; hover for the range. Click a heading to sort, a row to show its figures below. Kernels' presets are on the right, in italics.",
  draw(view) {
    const { data, filter, chosen } = view;
    const cells = filtered(data, filter, COMBINATION);
    const [first] = cells;
    if (first === undefined) return null;
    const headlines = headlinesOf(data.cells);
    const headline = headlines.find(({ title }) => title === chosen.get(FIGURE)) ?? headlines[0];
    if (headline === undefined) return null;
    const strategies = [...new Set(cells.map(({ strategy }) => strategy))];
    const rows = sortedRows(rowsOf(cells), headline, chosen.get('sort'));
    const text = described(data, filter, [...COMBINATION]);
    return {
      caption: `${headline.title}: ${headline.meaning}; ${text}.`,
      body: matrixTable({ view, headline, strategies, rows, scale: scaleOf(data.cells, headline) }),
      controls: [
        { name: FIGURE, values: headlines.map(({ title }) => title), value: headline.title },
      ],
      table: numbers(headline, rows),
      part: partOf(cells),
    };
  },
};

function rowsOf(cells: readonly PageCell[]): MatrixRow[] {
  const rows = new Map<string, { first: PageCell; cells: Map<string, PageCell> }>();
  for (const cell of cells) {
    const key = JSON.stringify(COMBINATION.map((facet) => cell[facet]));
    const row = rows.get(key) ?? { first: cell, cells: new Map() };
    row.cells.set(cell.strategy, cell);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ first: { corpus, compressor, folioSize }, cells: byName }) => ({
    corpus,
    compressor,
    folioSize,
    cells: byName,
  }));
}

function numbers(headline: Headline, rows: readonly MatrixRow[]): Table {
  return {
    columns: [
      ['corpus', 'text'],
      ['compressor', 'text'],
      ['folio size', 'text'],
      ['strategy', 'text'],
      ['kernel preset', 'text'],
      [headline.title, 'number'],
      ['lowest', 'number'],
      ['highest', 'number'],
    ],
    rows: rows.flatMap(({ corpus, compressor, folioSize, cells }) =>
      [...cells].map(([strategy, cell]) => {
        const range = headline.valueOf(cell);
        const figures = range === null ? ['', '', ''] : [range[1], range[0], range[2]].map(String);
        const preset = isKernelPreset(strategy) ? 'yes' : 'no';
        return [corpus, compressor, folioSize, strategy, preset, ...figures];
      }),
    ),
  };
}
