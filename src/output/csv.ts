/**
 * Formats records as comma-separated values (RFC 4180, with plain newlines): one line per record, one column per value that
 * is not in an array, named by its path (`exact.pool.peakPages`). A missing value is empty. No records give no text.
 */
export function formatCsv(records: readonly object[]): string {
  const lines = records.map(flatten);
  if (lines.length === 0) return '';
  const columns = [...new Set(lines.flatMap((line) => [...line.keys()]))];
  return [columns, ...lines.map((line) => columns.map((column) => line.get(column) ?? ''))]
    .map((fields) => `${fields.map(quoted).join(',')}\n`)
    .join('');
}

function flatten(record: object): Map<string, string> {
  const line = new Map<string, string>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value) || value === null || value === undefined) return;
    if (typeof value !== 'object') {
      line.set(path, String(value));
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      visit(inner, path === '' ? key : `${path}.${key}`);
    }
  };
  visit(record, '');
  return line;
}

/** Quotes a text if necessary. A text that a spreadsheet would run as a formula gets an apostrophe in front. */
function quoted(field: string): string {
  const text = /^[=+\-@\t]/.test(field) && Number.isNaN(Number(field)) ? `'${field}` : field;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
