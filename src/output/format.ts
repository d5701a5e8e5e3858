import { formatCsv } from './csv.js';
import { formatJson } from './json.js';
import { formatLkml } from './lkml.js';
import { formatMarkdown } from './markdown.js';
import type { Report } from './report.js';
import { renderTable } from './table.js';

/** The one place to add an output format: from a report to text that ends in a newline. */
const RENDERERS = {
  table: ({ tables }) => tables.map(renderTable).join('\n'),
  json: ({ document }) => formatJson(document),
  markdown: formatMarkdown,
  csv: ({ records }) => formatCsv(records),
  lkml: formatLkml,
} satisfies Record<string, (report: Report) => string>;

export type Format = keyof typeof RENDERERS;

export function render(report: Report, format: Format): string {
  return RENDERERS[format](report);
}
