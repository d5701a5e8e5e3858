import type { Column, Table } from '../src/output/table.js';
import { type Figure, reaches } from './part.js';
import type { PerformancePart } from './performance-document.js';

const COLUMNS: readonly Column[] = [
  ['figure', 'text'],
  ['median', 'number'],
  ['unit', 'text'],
  ['95%', 'text'],
  ['target', 'text'],
  ['', 'text'],
];

/** A part for people. */
export function partTable({ title, name, result }: PerformancePart): Table {
  const skipped = 'skipped' in result;
  return {
    title: `${title} (${name})`,
    columns: COLUMNS,
    rows: skipped ? [] : result.map(row),
    ...(skipped ? { footer: `left out: ${result.skipped}` } : {}),
  };
}

function row(figure: Figure): string[] {
  const { what, unit, median, low, high } = figure;
  return [
    what,
    shown(median),
    unit,
    `${shown(low)} .. ${shown(high)}`,
    targetText(figure),
    { true: 'reached', false: 'missed', null: '' }[`${reaches(figure)}`],
  ];
}

function targetText({ target }: Figure): string {
  if (target === undefined) return '';
  return 'atLeast' in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`;
}

/** Three digits, or all that stand before the point. */
function shown(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
