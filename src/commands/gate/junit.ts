import { oneLine } from '../../common/errors.js';
import { reasonsOf, reasonsOutsideCells } from './gate-reasons.js';
import type { CellVerdict, GateReport } from './gate-verdict.js';

interface Case {
  readonly group: string;
  readonly name: string;
  readonly verdict: CellVerdict['verdict'];
  readonly reasons: readonly string[];
}

/** Formats a gate as JUnit XML: one test case per cell. Inconclusive cells are skipped, or fail with `strict`. */
export function formatJunit(report: GateReport, strict: boolean): string {
  const cases = casesOf(report);
  const outcomes = cases.map((each) => outcomeOf(each, strict));
  const failures = outcomes.filter((outcome) => outcome === 'failure').length;
  const skipped = outcomes.filter((outcome) => outcome === 'skipped').length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="zswap-bench gate" ${counts} time="0">`,
    `  <testsuite name="zswap-bench gate" ${counts} skipped="${skipped}" time="0">`,
    ...cases.map((each, i) => caseElement(each, outcomes[i])),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf(report: GateReport): Case[] {
  return [
    ...reasonsOutsideCells(report).map(
      ({ name, reasons }): Case => ({ group: 'result', name, verdict: 'fail', reasons }),
    ),
    ...report.cells.map((cell): Case => {
      const [corpus] = cell.cell.split('/');
      const reasons = reasonsOf(cell, report.maxRegressionPercent);
      return { group: corpus, name: cell.cell, verdict: cell.verdict, reasons };
    }),
  ];
}

type Outcome = 'passed' | 'failure' | 'skipped';

function outcomeOf({ verdict }: Case, strict: boolean): Outcome {
  if (verdict === 'pass') return 'passed';
  if (verdict === 'waived') return 'skipped';
  return verdict === 'fail' || strict ? 'failure' : 'skipped';
}

function caseElement({ group, name, verdict, reasons }: Case, outcome: Outcome): string {
  const open = `    <testcase classname="${escaped(group)}" name="${escaped(name)}" time="0"`;
  if (outcome === 'passed') return `${open}/>`;
  const [first = verdict] = reasons;
  const message = `message="${escaped(first)}"`;
  if (outcome === 'skipped') return `${open}>\n      <skipped ${message}/>\n    </testcase>`;
  const text = reasons.map(escaped).join('\n');
  return `${open}>\n      <failure type="${verdict}" ${message}>${text}</failure>\n    </testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes text for XML; replaces characters that XML does not allow. */
function escaped(text: string): string {
  return oneLine(text)
    .replace(/[\p{Cs}\ufffe\uffff]/gu, '?')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
