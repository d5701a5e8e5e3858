import { formatCsv } from './csv.js';
import { formatJson } from './json.js';
import { formatKtap } from './ktap.js';
import { formatLkml } from './lkml.js';
import { formatMarkdown } from './markdown.js';
import { unpainted } from './paint.js';
import type { Report } from './report.js';
import { formatTables, type Layout } from './text-table.js';

/** Output formats: functions from a report to text that ends in a newline. A new format is added here. */
const RENDERERS = {
  table: formatTables,
  json: ({ document }) => formatJson(document),
  markdown: formatMarkdown,
  csv: ({ records }) => formatCsv(records),
  lkml: formatLkml,
  ktap: ({ tests = [] }) => formatKtap(tests),
} satisfies Record<string, (report: Report, layout: Layout) => string>;

export type Format = keyof typeof RENDERERS;

const PLAIN: Layout = { width: null, paint: unpainted };

/** @param layout of a terminal; only the table format has one */
export function render(report: Report, format: Format, layout = PLAIN): string {
  return RENDERERS[format](report, layout);
}
