import type { KtapTest } from '../../output/ktap.js';
import { count } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import type { LitmusRow } from '../../verify/litmus/litmus-rows.js';
import type { LitmusCaseReport, LitmusReport } from './litmus-document.js';

/** Reports `check --litmus`: a table for each case, those that were skipped, and the numbers of both. */
export function litmusReport(report: LitmusReport): Report {
  const { cases } = report;
  const shown = cases.filter(({ skip }) => skip === null);
  const skipped = cases.filter(({ skip }) => skip !== null);
  return {
    document: report,
    records: cases.flatMap(records),
    tests: cases.map(litmusTest),
    tables: [
      ...shown.map(caseTable),
      ...(skipped.length === 0 ? [] : [skippedTable(skipped)]),
      summaryTable(shown, skipped.length),
    ],
  };
}

function caseTable({ name, summary, sources, rows }: LitmusCaseReport): Table {
  return {
    title: `${name}: ${summary}`,
    subtitle: `Source: ${sources.join('; ')}`,
    columns: [
      ['strategy', 'text'],
      ['kernel', 'text'],
      ['outcome', 'text', 'passes: the requirements of the case hold; fails: one does not'],
      ['as expected', 'text', 'outcome and figures are those of the file'],
      ['figures', 'text', 'figures that the file bounds; those outside their bounds first'],
    ],
    rows: rows.map((row) => [
      row.strategy,
      row.kernel,
      row.outcome,
      row.asExpected ? 'yes' : 'no',
      figureText(row),
    ]),
  };
}

function skippedTable(cases: readonly LitmusCaseReport[]): Table {
  return {
    title: 'Skipped cases',
    columns: [
      ['case', 'text'],
      ['shows', 'text'],
      ['reason', 'text'],
    ],
    rows: cases.map(({ name, summary, skip }) => [name, summary, skip ?? '']),
  };
}

function summaryTable(shown: readonly LitmusCaseReport[], skipped: number): Table {
  const wrong = shown.filter(({ rows }) => rows.some(({ asExpected }) => !asExpected)).length;
  return {
    title: 'Litmus cases',
    columns: [
      ['as expected', 'number', 'cases with all outcomes and figures as in their files'],
      ['not as expected', 'number'],
      ['skipped', 'number'],
    ],
    rows: [[shown.length - wrong, wrong, skipped].map(count)],
  };
}

/** Figures out of their bounds, then the others. */
function figureText({ unmet, different, figures }: LitmusRow): string {
  const outside = [...new Set([...unmet, ...different])];
  const inside = Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .filter((text) => !outside.some((line) => line.startsWith(`${text},`)));
  return [...outside, ...inside].join(', ');
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
