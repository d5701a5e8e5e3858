import type { ResultDocument } from '../result/document.js';
import { formatJson } from './json.js';
import { formatTables } from './tables.js';

/** The one place to add an output format: from a result to text that ends in a newline. */
const FORMATS = {
  table: formatTables,
  json: formatJson,
} as const;

export type Format = keyof typeof FORMATS;

/** Renders a result. */
export function formatResult(result: ResultDocument, format: Format): string {
  return FORMATS[format](result);
}
