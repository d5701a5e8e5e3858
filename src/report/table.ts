import CliTable from 'cli-table3';

/** A column's heading, and whether its values are numbers, which stand at the right. */
export type Column = readonly [heading: string, kind: 'text' | 'number'];

// Rules under the heading only: tables are read in terminals, mails and CI logs.
const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** The one table renderer: a title, a heading, rows of cells. Ends in a newline. */
export function renderTable(
  title: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const table = new CliTable({
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colAligns: columns.map(([, kind]) => (kind === 'number' ? 'right' : 'left')),
  });
  table.push(
    columns.map(([heading]) => heading),
    ...rows.map((row) => [...row]),
  );
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return `${title}\n\n${lines.join('\n')}\n`;
}
