import type { EChartsOption } from 'echarts';
import { FAILING_PLACES } from '../../src/commands/report/failing-pages.js';
import type { PageCell } from '../../src/commands/report/page-data.js';
import { withCommas } from '../../src/commands/report/phrases.js';
import { chartBase, nameAxis, tip } from '../chart-parts.js';
import type { Figure, View } from '../figure.js';
import { described, partOf } from '../filter.js';
import { strategyAxis } from '../strategy-axis.js';

const ROW_PX = 30;
const LAST = FAILING_PLACES.length - 1;

export const failingFigure: Figure = {
  id: 'failing',
  title: 'Where stores fail',
  lead: "Failed stores by the place of the failing page in its folio, in eighths between the first and the last page. A store that fails at the last page wasted the compressions of all before it. The colour shows the share of the strategy's failed stores.",
  draw(view) {
    const cells = view.cells.filter(({ failing }) => failing.length > 0);
    if (cells.length === 0) return null;
    const places = FAILING_PLACES.map((_, place) => place).filter((place) =>
      cells.some(({ failing }) => (failing[place] ?? 0) > 0),
    );
    return {
      caption: `${described(view.data, view.filter)}; repetition 0, strategies with a failed store.`,
      chart: {
        option: option(view, cells, places),
        heightPx: cells.length * ROW_PX + (view.look.narrow ? 78 : 60),
      },
      table: {
        columns: [
          ['strategy', 'text'],
          ['failed stores', 'number'],
          ...places.map((place) => [FAILING_PLACES[place] ?? '', 'number'] as const),
          ['at the last page (%)', 'number'],
        ],
        rows: cells.map((cell) => [
          cell.strategy,
          withCommas(total(cell)),
          ...places.map((place) => withCommas(cell.failing[place] ?? 0)),
          share(cell, LAST).toFixed(1),
        ]),
      },
      part: partOf(cells),
    };
  },
};

function total({ failing }: PageCell): number {
  return failing.reduce((sum, stores) => sum + stores, 0);
}

function share(cell: PageCell, place: number): number {
  return (100 * (cell.failing[place] ?? 0)) / Math.max(1, total(cell));
}

function option(
  { look }: View,
  cells: readonly PageCell[],
  places: readonly number[],
): EChartsOption {
  const squares = cells.flatMap((cell, y) => places.map((place, x) => ({ cell, place, x, y })));
  const axis = nameAxis(
    look,
    places.map((place) => FAILING_PLACES[place] ?? ''),
  );
  return {
    ...chartBase(look),
    grid: { left: 8, right: 8, top: 6, bottom: 8, outerBoundsMode: 'same' },
    tooltip: {
      ...(chartBase(look).tooltip as object),
      formatter: (params) => {
        const square = squares[(params as { dataIndex: number }).dataIndex];
        if (square === undefined) return '';
        const { cell, place } = square;
        return tip(cell.strategy, [
          ['place', FAILING_PLACES[place] ?? ''],
          ['failed stores', withCommas(cell.failing[place] ?? 0)],
          ['of its failed stores', `${share(cell, place).toFixed(1)}%`],
        ]);
      },
    },
    xAxis: {
      ...axis,
      axisLabel: { color: look.ink, fontSize: 11, interval: 0, rotate: places.length > 4 ? 45 : 0 },
    },
    yAxis: strategyAxis(look, cells),
    visualMap: { show: false, min: 0, max: 100, inRange: { color: [...look.scale] } },
    series: [
      {
        type: 'heatmap',
        data: squares.map(({ cell, place, x, y }) => ({
          value: [x, y, share(cell, place)],
          label: { color: share(cell, place) > 50 ? look.surface : look.ink },
        })),
        label: {
          show: true,
          fontSize: look.narrow ? 9 : 12,
          formatter: ({ dataIndex }) => {
            const square = squares[dataIndex];
            const stores = square === undefined ? 0 : (square.cell.failing[square.place] ?? 0);
            return stores === 0 ? '' : withCommas(stores);
          },
        },
        itemStyle: { borderColor: look.surface, borderWidth: 2 },
        emphasis: { itemStyle: { borderColor: look.ink, borderWidth: 1 } },
      },
    ],
  };
}
