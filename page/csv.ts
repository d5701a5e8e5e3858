import { formatCsv } from '../src/output/csv.js';
import type { Table } from './figure.js';

/** Formats a table as CSV. Numbers lose their thousands separators. */
export function csvOf({ columns, rows }: Table): string {
  const records = rows.map((row) =>
    Object.fromEntries(
      columns.map(([heading, kind], i) => {
        const text = row[i] ?? '';
        return [heading, kind === 'number' ? text.replaceAll(',', '') : text];
      }),
    ),
  );
  return formatCsv(records);
}

/** Saves a text as a file of the reader. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
