import { oneLine } from '../../common/errors.js';
import { count, duration, NO_FIGURE, signed } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import type { Comparison } from './comparison.js';
import type { ExactComparison, SubjectDifferences } from './exact-differences.js';
import type { Difference, Leaf } from './leaves.js';
import type { Figure, TimedComparison, TimedMetric } from './timed-differences.js';

/** Reports `compare`: a table for each timed metric, then the exact figures that differ. */
export function comparisonReport(comparison: Comparison): Report {
  const { exact, timed } = comparison;
  const notes = [...comparison.warnings];
  const tests = timed.filter(({ p }) => p !== null).length;
  if (timed.some(({ tooFew }) => tooFew)) {
    notes.push(`too few samples for significance in ${tests} comparisons`);
  }
  const metrics = [...new Set(timed.map(({ metric }) => metric))];
  const tables = [
    ...metrics.map((metric) => timedTable(metric, timed, notes.length)),
    exactTable(exact),
    ...missingTables(exact),
  ];
  return {
    document: comparison,
    records: [...timed.map(timedRecord), ...exactRecords(exact)],
    tables: withNotes(tables, notes),
    header: [...program('old', comparison.old), ...program('new', comparison.new)],
  };
}

function program(side: string, { version, machine, node }: Comparison['old']): string[] {
  return [`${side}: zswap-bench ${version}`, `Node ${node}`, `machine ${machine}`];
}

/** Placeholder for a change that is not significant. */
const NOT_PROVEN = '~';

interface MetricText {
  readonly title: string;
  readonly show: (value: number) => string;
}

const wholeNumber = (value: number) => count(Math.round(value));

const METRICS: Readonly<Record<TimedMetric, MetricText>> = {
  relativeToCompressor: {
    title: 'relativeToCompressor: compressor time / store path time',
    show: (value) => value.toFixed(3),
  },
  pagesPerSecond: {
    title: 'pagesPerSecond: pages stored per second under the limits',
    show: wholeNumber,
  },
  referencePagesPerSecond: {
    title: 'referencePagesPerSecond: pages per second of the bare compressor',
    show: wholeNumber,
  },
  'folioNs.p50': { title: 'folioNs.p50: time to store a folio, median', show: duration },
  'folioNs.p99': { title: 'folioNs.p99: time to store a folio, 99th percentile', show: duration },
};

function timedTable(
  metric: TimedMetric,
  timed: readonly TimedComparison[],
  tooFewNote: number,
): Table {
  const { title, show } = METRICS[metric];
  const rows = timed.filter((each) => each.metric === metric);
  return {
    title,
    columns: [
      ['cell', 'text'],
      ['old', 'number', 'median of the old result'],
      ['95%', 'number', 'half the 95% interval of the median before it'],
      ['new', 'number', 'median of the new result'],
      ['95%', 'number', 'half the 95% interval of the median before it'],
      ['delta', 'number', '(new - old) / old; ~ where the difference is not significant'],
      ['p', 'number', "p of the Mann-Whitney U test, with Holm's correction"],
    ],
    rows: rows.map((each) => [
      each.cell,
      show(each.old.median),
      spread(each.old),
      show(each.new.median),
      spread(each.new),
      `${each.proven ? share(each.change) : NOT_PROVEN}${each.tooFew ? ` [${tooFewNote}]` : ''}`,
      each.p === null ? NO_FIGURE : each.p.toFixed(3),
    ]),
  };
}

function spread({ median, low, high }: Figure): string {
  if (low === null || high === null || median === 0) return NO_FIGURE;
  return `+-${((100 * (high - low)) / 2 / median).toFixed(1)}%`;
}

/** Formats a ratio minus 1 as a signed percentage. */
export function share(change: number | null): string {
  if (change === null || !Number.isFinite(change)) return NO_FIGURE;
  return `${change > 0 ? '+' : ''}${(100 * change).toFixed(1)}%`;
}

function exactTable(exact: ExactComparison): Table {
  const { equal } = exact;
  const differing = [...differencesOutsideCells(exact), ...exact.cells];
  return {
    title: 'Exact figures that differ',
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
    footer:
      differing.length === 0 ? `No difference in ${equal} fields.` : `${equal} fields are equal`,
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
    .replace(/^(timeline|failingPage|config\.corpora)[[.].*/, '$1')
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
function withNotes(tables: readonly Table[], notes: readonly string[]): Table[] {
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

function timedRecord({ cell, metric, old, new: now, change, p, proven }: TimedComparison): object {
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
