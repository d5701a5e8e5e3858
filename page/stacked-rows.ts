import type { EChartsOption } from 'echarts';
import type { PageCell } from '../src/commands/report/page-data.js';
import { chartBase, tip } from './chart-parts.js';
import type { Look } from './look.js';
import { strategyAxis } from './strategy-axis.js';

const ROW_PX = 26;

/** Part of the stacked bar of every cell. */
export interface StackedPart<Cell> {
  readonly name: string;
  readonly color: string;
  /** Length of the part in the bar of a cell. */
  length(cell: Cell): number;
}

/** Content of a chart of stacked bars. */
export interface StackedRows<Cell> {
  readonly look: Look;
  readonly cells: readonly Cell[];
  readonly xAxis: EChartsOption['xAxis'] & object;
  readonly parts: readonly StackedPart<Cell>[];
  /** Rows of the tooltip of a cell. */
  readonly tipOf: (cell: Cell) => Parameters<typeof tip>[1];
}

/** Chart with a row per strategy, and a stacked bar in it. */
export function stackedRowsChart<Cell extends PageCell>(
  rows: StackedRows<Cell>,
): {
  readonly option: EChartsOption;
  readonly heightPx: number;
} {
  return { option: option(rows), heightPx: rows.cells.length * ROW_PX + 54 };
}

function option<Cell extends PageCell>({
  look,
  cells,
  xAxis,
  parts,
  tipOf,
}: StackedRows<Cell>): EChartsOption {
  return {
    ...chartBase(look),
    grid: { left: 8, right: 20, top: 6, bottom: 8, outerBoundsMode: 'same' },
    tooltip: {
      ...(chartBase(look).tooltip as object),
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (params) => {
        const [at] = [params].flat() as unknown as { dataIndex: number }[];
        const cell = cells[at?.dataIndex ?? 0];
        return cell === undefined ? '' : tip(cell.strategy, tipOf(cell));
      },
    },
    xAxis,
    yAxis: strategyAxis(look, cells),
    series: parts.map(({ name, color, length }) => ({
      type: 'bar' as const,
      name,
      stack: 'parts',
      barMaxWidth: 16,
      itemStyle: { color, borderColor: look.surface, borderWidth: 0.5 },
      data: cells.map(length),
    })),
  };
}
