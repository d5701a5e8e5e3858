import type { Report } from './report.js';
import { renderGrid, type Table } from './table.js';

// Mail to a kernel list: plain ASCII, no line past 80 columns. A grid that is wider is cut into bands of columns, each with
// the first one; where that is long, rows are known by numbers, which a list in front of the first such grid explains.
//
//   [1] redis/lz4/64K/incremental           cell  folios  stored  pool_limit
//   [2] redis/lz4/64K/batch                  [1]     253      55           2
const WIDTH = 80;
const GAP = 2;
/** A first column that is wider than this gives way to numbers. */
const WIDEST_LABEL = 24;

/** Plain text to paste into a mail. */
export function formatLkml({ tables, origin }: Report): string {
  const numbers = new Map<string, string>();
  const parts = tables.map((table) => mailTable(asciiTable(table), numbers));
  if (origin !== undefined) parts.unshift(`${wrapped(ascii(origin)).join('\n')}\n`);
  return parts.join('\n');
}

function mailTable(table: Table, numbers: Map<string, string>): string {
  const lines = [...wrapped(table.title), ...wrapped(ascii(table.legend ?? '')), ''];
  const whole = renderGrid(table);
  if (whole.every((line) => line.length <= WIDTH)) {
    lines.push(...whole);
  } else {
    const short = widest(table, 0) <= WIDEST_LABEL;
    const list = short ? [] : numbered(table, numbers);
    if (list.length > 0) lines.push(...list, '');
    const label = (name: string) => (short ? name : (numbers.get(name) ?? ''));
    lines.push(...bands(table, label));
  }
  if (table.footer !== undefined) lines.push(...wrapped(ascii(table.footer)));
  if (table.replay !== undefined) lines.push(...shellLines(table.replay));
  return `${lines.join('\n')}\n`;
}

/** Gives every row that has none yet a number, and lists those. */
function numbered({ rows }: Table, numbers: Map<string, string>): string[] {
  return rows.flatMap(([name = '']) => {
    if (numbers.has(name)) return [];
    const number = `[${numbers.size + 1}]`;
    numbers.set(name, number);
    return wrapped(`${number} ${name}`);
  });
}

/** The columns after the first, as many beside each other as fit. */
function bands(table: Table, label: (name: string) => string): string[] {
  const { columns, rows } = table;
  const labels = rows.map(([name = '']) => label(name));
  const first = Math.max(columns[0][0].length, ...labels.map(({ length }) => length));
  const room = WIDTH - first - GAP;
  const lines: string[] = [];
  for (let from = 1; from < columns.length; ) {
    let to = from;
    let width = 0;
    while (to < columns.length) {
      const column = widest(table, to);
      if (to > from && width + column > room) break;
      width += column + GAP;
      to++;
    }
    const band = rows.flatMap((row, i) => {
      // Only a column that stands alone can be wider than the room.
      const cut = to - from === 1 ? wrapped(row[from], room) : [];
      if (cut.length < 2) return [[labels[i], ...row.slice(from, to)]];
      return cut.map((part, line) => [line === 0 ? labels[i] : '', part]);
    });
    if (lines.length > 0) lines.push('');
    lines.push(...renderGrid({ columns: [columns[0], ...columns.slice(from, to)], rows: band }));
    from = to;
  }
  return lines;
}

function widest({ columns, rows }: Table, column: number): number {
  return Math.max(columns[column][0].length, ...rows.map((row) => row[column].length));
}

/** Lines of at most `width` columns, broken at spaces where there are any. */
function wrapped(text: string, width = WIDTH): string[] {
  const words = text.split(/\s+/).flatMap((word) => cut(word, width));
  return filled(words, width);
}

/** A command on lines that a shell joins again: a quoted word that is too long is closed and opened at each line's end. */
function shellLines(command: string): string[] {
  const room = WIDTH - ' \\'.length;
  const words = ascii(command).match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  const pieces = words.flatMap((word) => {
    if (word.length <= room || !/^'[^']*'$/.test(word)) return [word];
    const parts = cut(word.slice(1, -1), room - "''".length);
    return parts.map((part, i) => `'${part}'${i < parts.length - 1 ? '\\' : ''}`);
  });
  const lines = filled(pieces, room);
  return lines.map((line, i) =>
    i === lines.length - 1 || line.endsWith("'\\") ? line : `${line} \\`,
  );
}

function filled(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words.filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last === undefined || last.endsWith('\\') || last.length + 1 + word.length > width) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = `${last} ${word}`;
    }
  }
  return lines;
}

function cut(word: string, room: number): string[] {
  return word.match(new RegExp(`.{1,${room}}`, 'g')) ?? [];
}

function asciiTable(table: Table): Table {
  return {
    ...table,
    title: ascii(table.title),
    columns: table.columns.map(([heading, kind]) => [ascii(heading), kind]),
    rows: table.rows.map((row) => row.map(ascii)),
  };
}

function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e\n]/gu, '?');
}
