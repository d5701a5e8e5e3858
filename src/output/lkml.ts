import { fittedGrid, type RowNumbers } from './bands.js';
import { foldedTable } from './folded-table.js';
import { type Report, verdictLine } from './report.js';
import { type LegendLine, legendsOf, type Table } from './table.js';
import { legendLines } from './text-table.js';
import { filled, pieces, wrapped, wrappedList } from './wrap.js';

// Mail to a kernel list: plain ASCII, no line past 72 columns, as in a cover letter.
const WIDTH = 72;

/** Formats a report as plain text to paste into a mail. */
export function formatLkml(report: Report): string {
  const { tables, mailTables = tables } = report;
  const ascii = mailTables.map(asciiTable);
  const legends = legendsOf(ascii);
  const numbers: RowNumbers = new Map();
  const parts = ascii.map((table, i) => mailTable(foldedTable(table), legends[i], numbers));
  const head = headLines(report);
  if (head.length > 0) parts.unshift(`${head.join('\n')}\n`);
  const verdict = verdictLine(report);
  if (verdict !== null) parts.push(`${wrapped(asciiText(verdict), WIDTH).join('\n')}\n`);
  return parts.join('\n');
}

/** Formats what the figures depend on: the command, the header, facts. */
function headLines({ command, header = [], facts = [] }: Report): string[] {
  const lines = [
    ...wrappedList(header.map(asciiText), WIDTH),
    ...facts.flatMap((fact) => wrappedList(asciiText(fact).split(', '), WIDTH)),
  ];
  if (command === undefined) return lines;
  return [...shellLines(`$ ${asciiText(command)}`), ...(lines.length > 0 ? ['', ...lines] : [])];
}

function mailTable(table: Table, legend: readonly LegendLine[], numbers: RowNumbers): string {
  const { title, subtitle, footer, replay } = table;
  const text = (part: string | undefined) =>
    part === undefined ? [] : part.split('\n').flatMap((line) => wrapped(line, WIDTH));
  const meanings = legendLines(legend, WIDTH);
  const lines = [
    ...text(title),
    ...text(subtitle),
    '',
    ...fittedGrid(table, { width: WIDTH, numbers }),
    ...(footer ?? '').split('\n').flatMap((line) => (line === '' ? [] : wrapped(line, WIDTH))),
    ...(meanings.length > 0 ? ['', ...meanings] : []),
    ...(replay === undefined ? [] : shellLines(replay)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Breaks a command into lines that a shell joins: a long word is quoted, closed and reopened at each line's end. */
function shellLines(command: string): string[] {
  const room = WIDTH - ' \\'.length;
  const words = command.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  const parts = words.flatMap((word) => {
    const quoted = /^'([^']*)'$|^([^'\\]*)$/.exec(word);
    if (word.length <= room || quoted === null) return [word];
    const cut = pieces(quoted[1] ?? quoted[2], room - "''".length);
    return cut.map((part, i) => `'${part}'${i < cut.length - 1 ? '\\' : ''}`);
  });
  const lines = filled(parts, room);
  return lines.map((line, i) =>
    i === lines.length - 1 || line.endsWith("'\\") ? line : `${line} \\`,
  );
}

function asciiTable(table: Table): Table {
  const { title, subtitle, columns, rows, footer, replay } = table;
  return {
    ...table,
    title: asciiText(title),
    ...(subtitle === undefined ? {} : { subtitle: asciiText(subtitle) }),
    columns: columns.map(([heading, kind, legend]) =>
      legend === undefined
        ? [asciiText(heading), kind]
        : [asciiText(heading), kind, asciiText(legend)],
    ),
    rows: rows.map((row) => row.map(asciiText)),
    ...(footer === undefined ? {} : { footer: asciiText(footer) }),
    ...(replay === undefined ? {} : { replay: asciiText(replay) }),
  };
}

function asciiText(text: string): string {
  return text.replace(/[^\x20-\x7e\n]/gu, '?');
}
