import type { KtapTest } from '../../output/ktap.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import type { LitmusRow } from '../../verify/litmus/litmus-rows.js';
import type { LitmusCaseReport, LitmusReport } from './litmus-document.js';

/** Reports `check --litmus`. */
export function litmusReport(report: LitmusReport): Report {
  return {
    document: report,
    records: report.cases.flatMap(records),
    tests: report.cases.map(litmusTest),
    tables: [outcomeTable(report), sourceTable(report)],
  };
}

function outcomeTable({ cases }: LitmusReport): Table {
  return {
    title: 'Litmus cases',
    columns: [
      ['case', 'text'],
      ['strategy', 'text'],
      ['kernel', 'text'],
      ['outcome', 'text', 'passes: all requirements of the case hold; fails: one does not'],
      ['as expected', 'text', 'outcome and figures are those of the file'],
      ['figures', 'text', 'figures that the file bounds; those outside their bounds first'],
    ],
    rows: cases.flatMap(({ name, skip, rows }) =>
      skip === null ? rows.map((row) => outcomeRow(name, row)) : [skippedRow(name, skip)],
    ),
  };
}

function outcomeRow(name: string, row: LitmusRow): string[] {
  const { strategy, kernel, outcome, asExpected } = row;
  return [name, strategy, kernel, outcome, asExpected ? 'yes' : 'no', figureText(row)];
}

function skippedRow(name: string, reason: string): string[] {
  return [name, '-', '-', 'skipped', '-', reason];
}

/** Figures out of their bounds, then the others. */
function figureText({ unmet, different, figures }: LitmusRow): string {
  const outside = [...new Set([...unmet, ...different])];
  const inside = Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .filter((text) => !outside.some((line) => line.startsWith(`${text},`)));
  return [...outside, ...inside].join(', ');
}

function sourceTable({ cases }: LitmusReport): Table {
  return {
    title: 'Sources of the cases',
    columns: [
      ['case', 'text'],
      ['shows', 'text'],
      ['source', 'text'],
    ],
    rows: cases.map(({ name, summary, sources }) => [name, summary, sources.join('; ')]),
  };
}

/** Test of a case, with a subtest for each strategy. An outcome as the file expects it passes, also `fails`. */
function litmusTest({ name, summary, sources, skip, rows }: LitmusCaseReport): KtapTest {
  const diagnostics = [summary, ...sources.map((source) => `source: ${source}`)];
  if (skip !== null) return { name, outcome: 'skip', reason: skip, diagnostics };
  if (rows.length === 0) return { name, outcome: 'skip', reason: 'no strategy', diagnostics };
  return { name, diagnostics, subtests: rows.map(rowTest) };
}

function rowTest(row: LitmusRow): KtapTest {
  const { strategy, kernel, expected, asExpected, unmet, different } = row;
  return {
    name: `${strategy} on ${kernel} ${expected ?? 'passes'}`,
    outcome: asExpected ? 'pass' : 'fail',
    diagnostics: [...unmet, ...different],
  };
}

function records({ name, skip, rows }: LitmusCaseReport): object[] {
  if (skip !== null) return [{ case: name, skip }];
  return rows.map((row) => ({ case: name, ...row }));
}
