import { counted } from '../../common/counted.js';
import { NO_FIGURE, percent, share } from '../../output/numbers.js';
import { differencesOutsideCells, leaf, shortened } from '../compare/tables.js';
import type { Contradiction } from './contradictions.js';
import type { CellVerdict, GateReport } from './gate-verdict.js';
import type { TimedVerdict } from './timed-verdict.js';

/** Lists the reasons why a cell did not pass, one sentence each. */
export function reasonsOf(cell: CellVerdict, maxRegressionPercent: number): string[] {
  const { waiver } = cell;
  if (waiver === undefined) return unwaivedReasons(cell, maxRegressionPercent);
  const reasons = unwaivedReasons({ ...cell, verdict: 'fail' }, maxRegressionPercent);
  return [`waived until ${waiver.until}: ${waiver.reason}`, ...reasons];
}

function unwaivedReasons(cell: CellVerdict, maxRegressionPercent: number): string[] {
  if (cell.missing !== null) return [`the cell is missing in the ${cell.missing} result`];
  const reasons = [...differenceReasons(cell), ...cell.contradictions.map(contradictionReason)];
  if (cell.timed === null) {
    if (cell.verdict === 'inconclusive')
      reasons.push('only one side has samples of relativeToCompressor');
  } else if (cell.timed.verdict !== 'pass') {
    reasons.push(timedReason(cell.timed, maxRegressionPercent));
  }
  return reasons;
}

/** Lists differences outside the cells, which fail the gate. */
export function reasonsOutsideCells(report: GateReport): { name: string; reasons: string[] }[] {
  const missing = (['baseline', 'current'] as const).flatMap((side) =>
    report.missingCorpora[side].map((name) => ({
      name: `corpus ${name}`,
      reasons: [`the corpus is missing in the ${side} result`],
    })),
  );
  const differing = differencesOutsideCells(report).map(({ subject, differences }) => ({
    name: subject,
    reasons: differenceReasons({ differences }),
  }));
  return [...differing, ...missing];
}

function contradictionReason({ side, field, stated, median }: Contradiction): string {
  return `${field} is ${leaf(stated)} in the ${side} result, but the median of its samples is ${leaf(median)}`;
}

function differenceReasons({ differences }: Pick<CellVerdict, 'differences'>): string[] {
  return shortened(differences).map(
    ({ field, old, new: now }) => `${field} is ${leaf(now)}, was ${leaf(old)}`,
  );
}

function timedReason(timed: TimedVerdict, maxRegressionPercent: number): string {
  const { old, new: now, change, p } = timed;
  const medians = `${now.median.toFixed(3)}, was ${old.median.toFixed(3)} (${share(change)})`;
  const noise = `noise floor ${floorText(timed)}, p ${p.toFixed(3)}`;
  const allowed = `allowed -${maxRegressionPercent}%`;
  return `relativeToCompressor is ${medians}; ${allowed}; ${noise}${undecided(timed)}`;
}

/** Describes the smallest slowdown that would have failed an inconclusive cell. */
function undecided({ verdict, detectableSlowdown, old, new: now }: TimedVerdict): string {
  if (verdict === 'fail') return '';
  if (detectableSlowdown !== null) {
    return `: not significant; a slowdown above ${percent(detectableSlowdown, 1)} would have failed`;
  }
  return `: too few samples (${old.samples}, now ${now.samples}), no slowdown would have failed`;
}

/** Describes the slowdowns that a gate could detect; null without timed cells. */
export function detectableText({ cells }: GateReport): string | null {
  const timed = cells.flatMap((cell) => (cell.timed === null ? [] : [cell.timed]));
  const shares = timed.flatMap(({ detectableSlowdown: each }) => (each === null ? [] : [each]));
  const none = timed.length - shares.length;
  const parts: string[] = [];
  if (shares.length > 0) {
    const [least, most] = [Math.min(...shares), Math.max(...shares)].map((each) =>
      percent(each, 1),
    );
    const range = least === most ? least : `${least} to ${most}, depending on the cell,`;
    parts.push(`a slowdown of one cell above ${range} would have failed`);
  }
  if (none > 0)
    parts.push(`no slowdown would have failed in ${none} of ${timed.length} timed cells`);
  return parts.length === 0 ? null : parts.join('; ');
}

/** Formats the noise floor as a percentage. */
export function floorText({ noiseFloor }: Pick<TimedVerdict, 'noiseFloor'>): string {
  return noiseFloor === null ? NO_FIGURE : `${(100 * noiseFloor).toFixed(1)}%`;
}

/** Summarizes a gate: `fail: 1 of 28 cells failed, 2 inconclusive`. */
export function summaryOf(report: GateReport): string {
  const { verdict, cells } = report;
  const count = (wanted: CellVerdict['verdict']) =>
    cells.filter((cell) => cell.verdict === wanted).length;
  const parts = [`${count('fail')} of ${cells.length} cells failed`];
  if (count('waived') > 0) parts.push(`${count('waived')} waived`);
  if (count('inconclusive') > 0) parts.push(`${count('inconclusive')} inconclusive`);
  const outside = reasonsOutsideCells(report).length;
  if (outside > 0) parts.push(`${counted(outside, 'difference')} outside the cells`);
  return `${verdict}: ${parts.join(', ')}`;
}
