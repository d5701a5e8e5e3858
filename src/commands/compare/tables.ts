import { oneLine } from '../../common/errors.js';
import { NO_FIGURE, signed } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import { resultFacts } from '../../output/result-facts.js';
import type { Column, Table } from '../../output/table.js';
import { OLD_AND_NEW, timedTables } from '../../output/timed-comparison-tables.js';
import type { TimedComparison } from '../../result/compare-timed.js';
import type { ResultDocument } from '../../result/document.js';
import type { Comparison } from './comparison.js';
import { comparisonConclusion } from './comparison-conclusion.js';
import type { ExactComparison, SubjectDifferences } from './exact-differences.js';
import type { Difference, Leaf } from './leaves.js';
import { threeColumnTables } from './three-columns.js';

/** Reports `compare`: a table for each timed metric, then the exact figures that differ. */
export function comparisonReport(comparison: Comparison, now: ResultDocument): Report {
  const { exact, timed } = comparison;
  const notes = [...comparison.warnings];
  const tests = timed.filter(({ p }) => p !== null).length;
  if (timed.some(({ tooFew }) => tooFew)) {
    notes.push(`too few samples for significance in ${tests} comparisons`);
  }
  const others = [exactTable(exact), ...missingTables(exact)];
  const tables = [...timedTables(timed, OLD_AND_NEW, notes.length), ...others];
  return {
    document: comparison,
    records: [...timed.map(timedRecord), ...exactRecords(exact)],
    tables: withNotes(tables, notes),
    mailTables: withNotes([...threeColumnTables(timed), ...others.map(withBaseline)], notes),
    facts: resultFacts(now),
    header: [...program('old', comparison.old), ...program('new', comparison.new)],
    conclusion: comparisonConclusion(comparison),
  };
}

/** Names the column of the old result as mails do. */
function withBaseline(table: Table): Table {
  const columns = table.columns.map((column): Column => {
    const [heading, ...rest] = column;
    return heading === 'old' ? ['baseline', ...rest] : column;
  });
  return { ...table, columns, unfolded: true };
}

export function program(side: string, { version, machine, node }: Comparison['old']): string[] {
  return [`${side}: zswap-bench ${version}`, `Node ${node}`, `machine ${machine}`];
}

function exactTable(exact: ExactComparison): Table {
  const { equal } = exact;
  const differing = [...differencesOutsideCells(exact), ...exact.cells];
  return {
    title: differing.length > 0 ? 'Exact figures that differ' : 'Exact figures',
    columns: [
      ['cell', 'text'],
      ['field', 'text'],
      ['old', 'number'],
      ['new', 'number'],
      ['delta', 'number'],
    ],
    rows: differing.flatMap(({ subject, differences }) =>
      shortened(differences).map((each) => [
        subject,
        each.field,
        leaf(each.old),
        leaf(each.new),
        delta(each),
      ]),
    ),
    footer: `${equal} fields are equal`,
  };
}

/** Returns the differences outside cells: of the whole results and of corpora. */
export function differencesOutsideCells({
  result,
  corpora,
}: Pick<ExactComparison, 'result' | 'corpora'>): SubjectDifferences[] {
  return [
    ...(result.length > 0 ? [{ subject: 'result', differences: result }] : []),
    ...corpora.map((each) => ({ ...each, subject: `corpus ${each.subject}` })),
  ];
}

/** Shortens each list to its first difference and the number of the others. */
export function shortened(differences: readonly Difference[]): Difference[] {
  const lists = new Map<string, number>();
  for (const { field } of differences)
    lists.set(listOf(field), (lists.get(listOf(field)) ?? 0) + 1);
  const seen = new Set<string>();
  return differences.flatMap((difference) => {
    const list = listOf(difference.field);
    if (seen.has(list)) return [];
    seen.add(list);
    const more = (lists.get(list) ?? 1) - 1;
    const field = oneLine(difference.field);
    return [{ ...difference, field: more === 0 ? field : `${field} (and ${more} more)` }];
  });
}

/** Returns `timeline` for `timeline[3][1]`; lists of memcgs are not shortened. */
function listOf(field: string): string {
  return field
    .replace(/^(timeline|memcgTimeline|failingPage|config\.corpora)[[.].*/, '$1')
    .replace(/^(repetitions\.[\w.]+)\[.*/, '$1');
}

export function leaf(value: Leaf | undefined): string {
  return value === undefined ? NO_FIGURE : oneLine(String(value));
}

function delta({ old, new: now }: Difference): string {
  if (typeof old !== 'number' || typeof now !== 'number') return NO_FIGURE;
  // Ratios have six decimals.
  return signed(Number((now - old).toFixed(6)));
}

function missingTables(exact: ExactComparison): Table[] {
  const lists = [
    ['Corpora', 'old', exact.onlyOldCorpora],
    ['Corpora', 'new', exact.onlyNewCorpora],
    ['Cells', 'old', exact.onlyOld],
    ['Cells', 'new', exact.onlyNew],
  ] as const;
  return lists
    .filter(([, , names]) => names.length > 0)
    .map(([kind, side, names]) => ({
      title: `${kind} only in the ${side} result`,
      columns: [[kind === 'Cells' ? 'cell' : 'corpus', 'text']],
      rows: names.map((name) => [name]),
    }));
}

/** Adds footnotes below the last table. */
export function withNotes(tables: readonly Table[], notes: readonly string[]): Table[] {
  if (notes.length === 0) return [...tables];
  const lines = notes.map((note, i) => `[${i + 1}] ${note}`);
  return tables.map((table, i) =>
    i < tables.length - 1
      ? table
      : {
          ...table,
          footer: [...(table.footer === undefined ? [] : [table.footer]), ...lines].join('\n'),
        },
  );
}

export function timedRecord({
  cell,
  metric,
  old,
  new: now,
  change,
  p,
  proven,
}: TimedComparison): object {
  return { cell, metric, old: old.median, new: now.median, change, p, proven };
}

function exactRecords(exact: ExactComparison): object[] {
  const { onlyOld, onlyNew, onlyOldCorpora, onlyNewCorpora } = exact;
  const corpus = (name: string) => `corpus ${name}`;
  return [
    ...[...differencesOutsideCells(exact), ...exact.cells].flatMap(({ subject, differences }) =>
      differences.map(({ field, old, new: now }) => ({
        cell: subject,
        metric: field,
        old,
        new: now,
      })),
    ),
    ...[...onlyOldCorpora.map(corpus), ...onlyOld].map((cell) => ({
      cell,
      metric: 'missing in the new result',
    })),
    ...[...onlyNewCorpora.map(corpus), ...onlyNew].map((cell) => ({
      cell,
      metric: 'missing in the old result',
    })),
  ];
}
