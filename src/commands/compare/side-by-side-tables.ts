import { corpusLines } from '../../output/corpus-lines.js';
import { count, NO_FIGURE, signed } from '../../output/numbers.js';
import { parametersOf } from '../../output/parameters.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import type { ResultDocument } from '../../result/document.js';
import { sideBySideConclusion } from './comparison-conclusion.js';
import type { ComparedFigure, ResultColumn, SideBySide } from './side-by-side.js';

/** Reports results of one strategy each in a column each. */
export function sideBySideReport(document: SideBySide, before: ResultDocument): Report {
  const { columns, figures, missing } = document;
  const absent = missing.length > 0 ? [missingTable(document)] : [];
  return {
    document,
    records: figures.map(({ cell, figure, values, differs }) => ({
      cell,
      figure,
      ...values,
      differs: differs.join(' '),
    })),
    tables: [figureTable(document), ...absent],
    header: [
      ...columns.map(
        ({ name, strategy, version }) => `${name} ${strategy} (zswap-bench ${version})`,
      ),
      ...parametersOf(before).slice(1),
    ],
    ...(columns.length === 2 ? { mailTables: [mailTable(document), ...absent] } : {}),
    facts: corpusLines(before.corpora),
    conclusion: sideBySideConclusion(document),
  };
}

function figureTable({ columns, figures, warnings }: SideBySide): Table {
  return {
    title: 'Exact figures side by side',
    columns: [
      ['cell', 'text'],
      ['figure', 'text'],
      ...columns.map(({ name, strategy }) => [name, 'number', strategy] as const),
      ['differs', 'text', 'columns that differ from before'],
    ],
    rows: figures.map((each) => row(each, columns)),
    ...(warnings.length === 0 ? {} : { footer: notesText(warnings) }),
  };
}

/** Returns the table of a mail for two results. */
function mailTable({ columns, figures, warnings }: SideBySide): Table {
  const [baseline, now] = columns;
  return {
    title: 'Exact figures: before is the baseline, after is new',
    unfolded: true,
    columns: [
      ['cell', 'text'],
      ['figure', 'text'],
      ['baseline', 'number', baseline.strategy],
      ['new', 'number', now.strategy],
      ['delta', 'number', 'new - baseline'],
    ],
    rows: figures.map(({ cell, figure, values }) => {
      const [was, is] = [values[baseline.name] ?? null, values[now.name] ?? null];
      const delta = was === null || is === null ? NO_FIGURE : signed(is - was);
      return [cell, figure, ...[was, is].map(figureText), delta];
    }),
    ...(warnings.length === 0 ? {} : { footer: notesText(warnings) }),
  };
}

function figureText(value: number | null): string {
  return value === null ? NO_FIGURE : count(value);
}

function row({ cell, figure, values, differs }: ComparedFigure, columns: readonly ResultColumn[]) {
  const shown = columns.map(({ name }) => figureText(values[name] ?? null));
  return [cell, figure, ...shown, differs.join(' ')];
}

function notesText(warnings: readonly string[]): string {
  return warnings.map((warning, i) => `[${i + 1}] ${warning}`).join('\n');
}

function missingTable({ missing }: SideBySide): Table {
  return {
    title: 'Cells that are not in every result',
    columns: [
      ['cell', 'text'],
      ['missing in', 'text'],
    ],
    rows: missing.map(({ cell, columns }) => [cell, columns.join(' ')]),
  };
}
