import type { Table } from './table.js';

/** Folds columns with one value in all rows into the subtitle. An unfolded table, one of a single row, and the first column stay. */
export function foldedTable(table: Table): Table {
  const { columns, rows, subtitle } = table;
  const entries = entriesOf(rows);
  if (table.unfolded || entries.length < 2) return table;
  const headings = columns.map(([heading]) => heading);
  const values = columns.map((_, i) => commonValue(entries, i));
  const isFolded = (i: number) =>
    i > 0 &&
    values[i] !== null &&
    headings.indexOf(headings[i]) === headings.lastIndexOf(headings[i]);
  const folded = headings.flatMap((heading, i) => (isFolded(i) ? [`${heading} ${values[i]}`] : []));
  // A table needs a column beside its labels.
  if (folded.length === 0 || folded.length === columns.length - 1) return table;
  const kept = <T>(items: readonly T[]) => items.filter((_, i) => !isFolded(i));
  return {
    ...table,
    subtitle: [
      ...(subtitle === undefined ? [] : [subtitle]),
      `All rows: ${folded.join(', ')}`,
    ].join('\n'),
    columns: kept(columns),
    rows: rows.map(kept).filter((row, i) => rows[i][0] !== '' || row.some((text) => text !== '')),
  };
}

/** Groups rows: one without a name belongs to the one before. */
function entriesOf(rows: Table['rows']): Table['rows'][] {
  const entries: string[][][] = [];
  for (const row of rows) {
    if (row[0] === '' && entries.length > 0) entries[entries.length - 1].push([...row]);
    else entries.push([[...row]]);
  }
  return entries;
}

/** Returns the value of a column in every entry, ranges in brackets; null if it differs or is empty. */
function commonValue(entries: readonly Table['rows'][], column: number): string | null {
  const [first, ...others] = entries.map((rows) => {
    const [value, ...ranges] = rows.map((row) => row[column]).filter((text) => text !== '');
    return ranges.length === 0 ? value : `${value} (${ranges.join(', ')})`;
  });
  return first !== undefined && others.every((other) => other === first) ? first : null;
}
