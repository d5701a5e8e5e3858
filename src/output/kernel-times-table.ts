import type { Cell } from '../result/document.js';
import type { PageTime } from '../result/kernel-times.js';
import { count, NO_FIGURE } from './numbers.js';
import type { Column, Table } from './table.js';

/** Times of a kernel on the running machine. */
export function kernelTimesTable(cells: readonly Cell[]): Table {
  return {
    title: 'Times of the kernel per page',
    columns: [['cell', 'text'], ...columns('out', 'MADV_PAGEOUT'), ...columns('in', 'page faults')],
    rows: cells.map(({ key, kernelTimes }) => [
      key,
      ...figures(kernelTimes?.out ?? null),
      ...figures(kernelTimes?.in ?? null),
    ]),
  };
}

function columns(way: string, how: string): Column[] {
  return [
    [`${way} ns`, 'number', `${how}: ns per page, median over folios below the limits`],
    [`${way} quartiles`, 'number'],
  ];
}

function figures(time: PageTime | null): string[] {
  if (time === null) return [NO_FIGURE, NO_FIGURE];
  return [count(time.medianNs), `${count(time.lowNs)}..${count(time.highNs)}`];
}
