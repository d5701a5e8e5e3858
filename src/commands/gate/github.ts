import { formatMarkdown } from '../../output/markdown.js';
import { reasonsOf, reasonsOutsideCells, summaryOf } from './gate-reasons.js';
import type { GateReport } from './gate-verdict.js';
import { gateReport } from './tables.js';

// Limit of GitHub per kind and step.
const MAX_ANNOTATIONS = 10;

/** Formats a gate as workflow commands: an error per failure, a warning per inconclusive cell. Empty if all passed. */
export function formatAnnotations(report: GateReport): string {
  const subjects = [
    ...reasonsOutsideCells(report).map((each) => ({ ...each, kind: 'error' })),
    ...report.cells
      .filter(({ verdict }) => verdict !== 'pass')
      .map((cell) => ({
        name: cell.cell,
        kind: cell.verdict === 'fail' ? 'error' : 'warning',
        reasons: reasonsOf(cell, report.maxRegressionPercent),
      })),
  ];
  const lines = ['error', 'warning'].flatMap((kind) => {
    const all = subjects.filter((each) => each.kind === kind);
    const shown = all.length > MAX_ANNOTATIONS ? all.slice(0, MAX_ANNOTATIONS - 1) : all;
    const commands = shown.map(({ name, reasons }) => command(kind, name, reasons.join('\n')));
    if (shown.length === all.length) return commands;
    return [...commands, command(kind, `${all.length - shown.length} more`, summaryOf(report))];
  });
  return lines.map((line) => `${line}\n`).join('');
}

function command(kind: string, title: string, message: string): string {
  const value = escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return `::${kind} title=${value}::${escaped(message)}`;
}

/** Escapes text for workflow commands, which a line break would end. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Formats a gate as a job summary, in Markdown. */
export function formatJobSummary(report: GateReport): string {
  return `${formatMarkdown(gateReport(report))}\n`;
}
