import { type Report, verdictLine } from './report.js';
import { type Column, type LegendLine, legendsOf, type Table } from './table.js';

/** Formats a report as GitHub's Markdown: parameters, then each table with heading and legend. */
export function formatMarkdown(report: Report): string {
  const { tables, header } = report;
  const legends = legendsOf(tables);
  const parts = tables.map((table, i) => markdownTable(table, legends[i]));
  if (header !== undefined) parts.unshift(`${escaped(header.join(', '))}\n`);
  const verdict = verdictLine(report);
  if (verdict !== null) parts.push(`**${escaped(verdict)}**\n`);
  return parts.join('\n');
}

function markdownTable(table: Table, legend: readonly LegendLine[]): string {
  const { title, subtitle, columns, rows, footer, replay } = table;
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const rule = ([, kind]: Column) => (kind === 'number' ? '---:' : '---');
  const head = [line(columns.map(([heading]) => heading)), `|${columns.map(rule).join('|')}|`];
  const grid = rows.length === 0 ? [] : [...head, ...rows.map(line)];
  return [
    `### ${escaped(title)}`,
    '',
    ...(subtitle === undefined ? [] : [escaped(subtitle.replaceAll('\n', ' ')), '']),
    ...grid,
    ...(footer === undefined ? [] : [...(grid.length > 0 ? [''] : []), escaped(footer)]),
    ...(legend.length === 0 ? [] : ['']),
    ...legend.map(([heading, meaning]) => `- ${escaped(heading)}: ${escaped(meaning)}`),
    ...(replay === undefined ? [] : ['', `    ${replay}`]),
    '',
  ].join('\n');
}

/** Escapes text for Markdown and HTML. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}
