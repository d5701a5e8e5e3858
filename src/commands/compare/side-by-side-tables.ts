import { count, NO_FIGURE } from '../../output/numbers.js';
import { parametersOf } from '../../output/parameters.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import type { ResultDocument } from '../../result/document.js';
import { sideBySideConclusion } from './comparison-conclusion.js';
import type { ComparedFigure, ResultColumn, SideBySide } from './side-by-side.js';

/** Reports results of one strategy each in a column each. */
export function sideBySideReport(document: SideBySide, before: ResultDocument): Report {
  const { columns, figures, missing } = document;
  return {
    document,
    records: figures.map(({ cell, figure, values, differs }) => ({
      cell,
      figure,
      ...values,
      differs: differs.join(' '),
    })),
    tables: [figureTable(document), ...(missing.length > 0 ? [missingTable(document)] : [])],
    header: [
      ...columns.map(
        ({ name, strategy, version }) => `${name} ${strategy} (zswap-bench ${version})`,
      ),
      ...parametersOf(before).slice(1),
    ],
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

function row({ cell, figure, values, differs }: ComparedFigure, columns: readonly ResultColumn[]) {
  const shown = columns.map(({ name }) => {
    const value = values[name] ?? null;
    return value === null ? NO_FIGURE : count(value);
  });
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
