import { formatCsv } from './csv.js';
import { formatJson } from './json.js';
import { formatKtap } from './ktap.js';
import { formatLkml } from './lkml.js';
import { formatMarkdown } from './markdown.js';
import type { Report } from './report.js';
import { formatTables } from './text-table.js';

/** Output formats: functions from a report to text that ends in a newline. A new format is added here. */
const RENDERERS = {
  table: formatTables,
  json: ({ document }) => formatJson(document),
  markdown: formatMarkdown,
  csv: ({ records }) => formatCsv(records),
  lkml: formatLkml,
  ktap: ({ tests = [] }) => formatKtap(tests),
} satisfies Record<string, (report: Report, width: number | null) => string>;

export type Format = keyof typeof RENDERERS;

/** @param width columns of the terminal that tables have to fit, or null */
export function render(report: Report, format: Format, width: number | null = null): string {
  return RENDERERS[format](report, width);
}
