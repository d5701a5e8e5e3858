import type { EChartsOption } from 'echarts';
import type { PageCell } from '../../src/commands/report/page-data.js';
import { withCommas } from '../../src/commands/report/phrases.js';
import { finePercent } from '../../src/output/numbers.js';
import { chartBase, nameAxis, tip } from '../chart-parts.js';
import type { Control, Figure, View } from '../figure.js';
import { described, filtered, partOf, valuesOf } from '../filter.js';
import type { Look } from '../look.js';

const ROW_PX = 30;
const STRATEGY = 'Strategy';
/** Maximum number of folio sizes with horizontal labels on a phone. */
const MAX_HORIZONTAL_LABELS = 5;

/** One square of the heat map: the cell and its coordinates. */
interface Square {
  readonly x: string;
  readonly y: string;
  readonly cell: PageCell;
}

export const overshootFigure: Figure = {
  id: 'overshoot',
  title: 'Overshoot',
  lead: 'Maximum overshoot in repetition 0: pages of the pool above its limit. The colour shows overshoot / limit on one scale for the whole result: a darker square (brighter on a dark page) is a larger share.',
  draw(view) {
    const { data, filter } = view;
    const all = filtered(data, filter, ['folioSize', 'tasks']);
    if (all.every(({ pool }) => pool.overshootPages === 0)) return null;
    // With a single value of tasks, the rows are strategies.
    const byTasks = valuesOf(data, 'tasks').length > 1;
    const control = byTasks ? strategyControl(view, all) : null;
    const cells = control === null ? all : all.filter((cell) => cell.strategy === control.value);
    const squares = cells.map((cell): Square => {
      return { x: cell.folioSize, y: byTasks ? String(cell.tasks) : cell.strategy, cell };
    });
    const rows = new Set(squares.map(({ y }) => y)).size;
    const of = control === null ? '' : `${control.value} · `;
    return {
      caption: `${of}${described(data, filter, byTasks ? ['folioSize', 'tasks'] : ['folioSize'])}; every folio size${byTasks ? ' and number of stores in flight' : ''} of the result.`,
      chart: {
        option: option(view, squares, byTasks),
        heightPx: rows * ROW_PX + (byTasks ? 84 : 60) + (view.look.narrow ? 10 : 0),
      },
      ...(control === null ? {} : { controls: [control] }),
      table: {
        columns: [
          ['strategy', 'text'],
          ['folio size', 'number'],
          ['stores in flight', 'number'],
          ['limit (pages)', 'number'],
          ['overshoot (pages)', 'number'],
          ['overshoot / limit', 'number'],
        ],
        rows: cells.map((cell) => [
          cell.strategy,
          cell.folioSize,
          String(cell.tasks),
          withCommas(cell.pool.limitPages),
          withCommas(cell.pool.overshootPages),
          finePercent(cell.pool.overshootPages, cell.pool.limitPages),
        ]),
      },
      part: partOf(cells),
    };
  },
};

/** Control for the strategy. By default it is the one with the largest overshoot. */
function strategyControl({ chosen }: View, cells: readonly PageCell[]): Control {
  const largest = cells.reduce((top, cell) =>
    overshootPercent(cell) > overshootPercent(top) ? cell : top,
  );
  const values = [...new Set(cells.map(({ strategy }) => strategy))];
  const selected = chosen.get(STRATEGY);
  const value = selected !== undefined && values.includes(selected) ? selected : largest.strategy;
  return { name: STRATEGY, values, value };
}

function overshootPercent({ pool }: PageCell): number {
  return pool.limitPages === 0 ? 0 : (100 * pool.overshootPages) / pool.limitPages;
}

/** Style of rotated labels, for folio sizes on a narrow page. */
function rotatedLabels(look: Look) {
  return { color: look.ink, fontSize: 11, interval: 0, rotate: 60 };
}

function option({ data, look }: View, squares: readonly Square[], byTasks: boolean): EChartsOption {
  const xs = [...new Set(squares.map(({ x }) => x))];
  const ys = [...new Set(squares.map(({ y }) => y))];
  // One scale for every selection of a result.
  const max = data.cells.reduce((most, cell) => Math.max(most, overshootPercent(cell)), 1e-9);
  return {
    ...chartBase(look),
    grid: { left: 8, right: 8, top: byTasks ? 30 : 6, bottom: 8, outerBoundsMode: 'same' },
    tooltip: {
      ...(chartBase(look).tooltip as object),
      formatter: (params) => {
        const square = squares[(params as { dataIndex: number }).dataIndex];
        if (square === undefined) return '';
        const { cell } = square;
        return tip(cell.strategy, [
          ['folio size', cell.folioSize],
          ['stores in flight', String(cell.tasks)],
          ['limit', `${withCommas(cell.pool.limitPages)} pages`],
          ['overshoot', `${withCommas(cell.pool.overshootPages)} pages`],
          ['overshoot / limit', finePercent(cell.pool.overshootPages, cell.pool.limitPages)],
        ]);
      },
    },
    xAxis: {
      ...nameAxis(look, xs),
      ...(look.narrow && xs.length > MAX_HORIZONTAL_LABELS
        ? { axisLabel: rotatedLabels(look) }
        : {}),
      name: 'folio size',
      nameLocation: 'middle',
      nameGap: look.narrow ? 36 : 28,
      nameTextStyle: { color: look.muted },
    },
    yAxis: {
      ...nameAxis(look, ys),
      ...(byTasks
        ? {
            name: 'stores in flight',
            nameLocation: 'start' as const,
            nameGap: 10,
            nameTextStyle: { color: look.muted, align: 'left' as const },
          }
        : {}),
      inverse: true,
    },
    visualMap: { show: false, min: 0, max, inRange: { color: [...look.scale] } },
    series: [
      {
        type: 'heatmap',
        data: squares.map(({ x, y, cell }) => ({
          value: [xs.indexOf(x), ys.indexOf(y), overshootPercent(cell)],
          label: { color: overshootPercent(cell) > max / 2 ? look.surface : look.ink },
        })),
        label: {
          show: true,
          fontSize: look.narrow ? 10 : 12,
          formatter: ({ dataIndex }) =>
            withCommas(squares[dataIndex]?.cell.pool.overshootPages ?? 0),
        },
        itemStyle: { borderColor: look.surface, borderWidth: 2 },
        emphasis: { itemStyle: { borderColor: look.ink, borderWidth: 1 } },
      },
    ],
  };
}
