import type { Report } from './report.js';
import type { Column, Table } from './table.js';

/** GitHub's Markdown: a heading and a table each. */
export function formatMarkdown({ tables, origin }: Report): string {
  const parts = tables.map(markdownTable);
  if (origin !== undefined) parts.push(`${escaped(origin)}\n`);
  return parts.join('\n');
}

function markdownTable({ title, legend, columns, rows, footer, replay }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const rule = ([, kind]: Column) => (kind === 'number' ? '---:' : '---');
  return [
    `### ${escaped(title)}`,
    '',
    ...(legend === undefined ? [] : [escaped(legend.replaceAll('\n', ' ')), '']),
    line(columns.map(([heading]) => heading)),
    `|${columns.map(rule).join('|')}|`,
    ...rows.map(line),
    ...(footer === undefined ? [] : ['', escaped(footer)]),
    ...(replay === undefined ? [] : ['', `    ${replay}`]),
    '',
  ].join('\n');
}

/** Text that stands as it is, whatever Markdown or HTML would make of it. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}
