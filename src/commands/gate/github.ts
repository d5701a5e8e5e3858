import { formatMarkdown } from '../../output/markdown.js';
import { reasonsBesideCells, reasonsOf, summaryOf } from './gate-reasons.js';
import type { GateReport } from './gate-verdict.js';
import { gateReport } from './tables.js';

// GitHub shows so many annotations of a kind for one step.
const MOST_ANNOTATIONS = 10;

/** A gate as workflow commands: an error for what failed, a warning for what is inconclusive. Empty if all passed. */
export function formatAnnotations(report: GateReport): string {
  const subjects = [
    ...reasonsBesideCells(report).map((each) => ({ ...each, kind: 'error' })),
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
    const shown = all.length > MOST_ANNOTATIONS ? all.slice(0, MOST_ANNOTATIONS - 1) : all;
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

/** As the runner decodes it: line breaks would end the command. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A gate as a job summary, in Markdown. */
export function formatJobSummary(report: GateReport): string {
  return `${formatMarkdown(gateReport(report))}\n`;
}
