import { type Column, renderTable } from '../src/report/table.js';
import { type Figure, reaches } from './part.js';
import type { PerformanceDocument, PerformancePart } from './performance-document.js';

const COLUMNS: readonly Column[] = [
  ['figure', 'text'],
  ['median', 'number'],
  ['unit', 'text'],
  ['95%', 'text'],
  ['target', 'text'],
  ['', 'text'],
];

/** A part for a terminal. */
export function partAsText({ title, result }: PerformancePart): string {
  if ('skipped' in result) return `${title}\n\nleft out: ${result.skipped}\n`;
  return renderTable({ title, columns: COLUMNS, rows: result.map(row) });
}

/** All parts for a page. */
export function partsAsMarkdown({ machine, loadAverage, parts }: PerformanceDocument): string {
  const { cores, cpu, node, memoryBytes } = machine;
  const gib = (memoryBytes / 2 ** 30).toFixed(0);
  const seen = `${cores} x ${cpu}, ${gib} GiB, Node ${node}, load average ${loadAverage.toFixed(1)} at the start.`;
  return [seen, ...parts.map(partAsMarkdown)].join('\n\n');
}

function partAsMarkdown({ title, name, result }: PerformancePart): string {
  const heading = `### ${title} (\`${name}\`)`;
  if ('skipped' in result) return `${heading}\n\nLeft out: ${result.skipped}.`;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const headings = COLUMNS.map(([text]) => text);
  const rule = COLUMNS.map(([, kind]) => (kind === 'number' ? '---:' : '---'));
  const lines = [line(headings), `|${rule.join('|')}|`, ...result.map((each) => line(row(each)))];
  return `${heading}\n\n${lines.join('\n')}`;
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
