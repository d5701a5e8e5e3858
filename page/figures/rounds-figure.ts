import type { PageCell } from '../../src/commands/report/page-data.js';
import { withCommas } from '../../src/commands/report/phrases.js';
import { numberAxis } from '../chart-parts.js';
import type { Figure, View } from '../figure.js';
import { described, partOf } from '../filter.js';
import { stackedRowsChart } from '../stacked-rows.js';

type RoundsCell = PageCell & { readonly rounds: NonNullable<PageCell['rounds']> };

/** Part of the rounds of a cell. */
interface Part {
  readonly name: string;
  readonly color: string;
  count(rounds: RoundsCell['rounds']): number;
}

export const roundsFigure: Figure = {
  id: 'rounds',
  title: 'Rounds at the limit',
  lead: 'Rounds of scenario edge, in which every task stores one folio at the same time and about one fits: by how many of the stores were accepted. With none, no task makes progress.',
  draw(view) {
    const cells = view.cells.filter((cell): cell is RoundsCell => cell.rounds !== null);
    if (cells.length === 0) return null;
    const parts = partsOf(view, cells);
    return {
      caption: `${described(view.data, view.filter)}; repetition 0.`,
      chart: chart(view, cells, parts),
      legend: parts.map(({ name, color }) => ({
        name,
        stroke: { color, dash: [] },
        shape: 'square',
      })),
      table: {
        columns: [
          ['strategy', 'text'],
          ['rounds', 'number'],
          ...parts.map(({ name }) => [name, 'number'] as const),
        ],
        rows: cells.map(({ strategy, rounds }) => [
          strategy,
          withCommas(rounds.rounds),
          ...parts.map(({ count }) => withCommas(count(rounds))),
        ]),
      },
      part: partOf(cells),
    };
  },
};

function partsOf({ look }: View, cells: readonly RoundsCell[]): Part[] {
  const [blue = '', orange = '', , , yellow = ''] = look.series;
  const none: Part = { name: 'none accepted', color: orange, count: (rounds) => rounds.none };
  // Older results have only the rounds in which all stores failed.
  if (cells.some(({ rounds }) => rounds.all === null)) {
    const other = (rounds: RoundsCell['rounds']) => rounds.rounds - rounds.none;
    return [none, { name: 'some or all accepted', color: blue, count: other }];
  }
  return [
    none,
    {
      name: 'some accepted',
      color: yellow,
      count: ({ rounds, none: failed, all }) => rounds - failed - (all ?? 0),
    },
    { name: 'all accepted', color: blue, count: ({ all }) => all ?? 0 },
  ];
}

function chart({ look }: View, cells: readonly RoundsCell[], parts: readonly Part[]) {
  const percentOf = (part: Part, { rounds }: RoundsCell) =>
    (100 * part.count(rounds)) / Math.max(1, rounds.rounds);
  return stackedRowsChart({
    look,
    cells,
    xAxis: { ...numberAxis(look, 'rounds (%)', 'x'), max: 100 },
    parts: parts.map((part) => ({ ...part, length: (cell: RoundsCell) => percentOf(part, cell) })),
    tipOf: (cell) =>
      parts.map((part) => [
        part.name,
        `${withCommas(part.count(cell.rounds))}, ${percentOf(part, cell).toFixed(1)}%`,
        part.color,
      ]),
  });
}
