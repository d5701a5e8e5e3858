import CliTable from 'cli-table3';

/** A column's heading, and whether its values are numbers, which stand at the right. */
export type Column = readonly [heading: string, kind: 'text' | 'number'];

/** Figures in rows and columns, whatever the format they are printed in. */
export interface Table {
  /** One line. */
  readonly title: string;
  /** What the columns mean, in lines. */
  readonly legend?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Lines that stand below. */
  readonly footer?: string;
  /** A command line that shows the same again, below. */
  readonly replay?: string;
}

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

/** The grid of a table alone, as lines without spaces at their ends. */
export function renderGrid({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string[] {
  const grid = new CliTable({
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colAligns: columns.map(([, kind]) => (kind === 'number' ? 'right' : 'left')),
  });
  grid.push(
    columns.map(([heading]) => heading),
    ...rows.map((row) => [...row]),
  );
  return grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** A table for a terminal: title, legend, grid and what stands below. Ends in a newline. */
export function renderTable(table: Table): string {
  const { title, legend, footer, replay } = table;
  return [
    title,
    ...(legend === undefined ? [] : [legend]),
    '',
    ...renderGrid(table),
    ...(footer === undefined ? [] : [footer]),
    ...(replay === undefined ? [] : [`replay: ${replay}`]),
    '',
  ].join('\n');
}
