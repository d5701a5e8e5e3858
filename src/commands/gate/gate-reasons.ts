import { NO_FIGURE } from '../../output/numbers.js';
import { leaf, share, shortened } from '../compare/tables.js';
import type { CellVerdict, GateReport } from './gate-verdict.js';
import type { TimedVerdict } from './timed-verdict.js';

/** Why a cell did not pass, a sentence each; nothing for one that did. */
export function reasonsOf(cell: CellVerdict, maxRegressionPercent: number): string[] {
  if (cell.missing !== null) return [`the cell is missing in the ${cell.missing} result`];
  const reasons = differenceReasons(cell);
  if (cell.timed === null) {
    if (cell.verdict === 'inconclusive')
      reasons.push('only one side has samples of its relativeToCompressor');
  } else if (cell.timed.verdict !== 'pass') {
    reasons.push(timedReason(cell.timed, maxRegressionPercent));
  }
  return reasons;
}

/** Why the whole did not pass: what differs in the corpora. */
export function corpusReasons({ corpora }: GateReport): { name: string; reasons: string[] }[] {
  return corpora.map(({ subject, differences }) => ({
    name: `corpus ${subject}`,
    reasons: differenceReasons({ differences }),
  }));
}

function differenceReasons({ differences }: Pick<CellVerdict, 'differences'>): string[] {
  return shortened(differences).map(
    ({ field, old, new: now }) => `${field} is ${leaf(now)}, was ${leaf(old)}`,
  );
}

function timedReason(timed: TimedVerdict, maxRegressionPercent: number): string {
  const { old, new: now, change, p, verdict } = timed;
  const medians = `${now.median.toFixed(3)}, was ${old.median.toFixed(3)} (${share(change)})`;
  const noise = `noise floor ${floorText(timed)}, p ${p.toFixed(3)}`;
  const allowed = `-${maxRegressionPercent}% is allowed`;
  const end = verdict === 'fail' ? '' : ': nothing is proven';
  return `relativeToCompressor is ${medians}; ${allowed}; ${noise}${end}`;
}

/** The noise floor as a percentage. */
export function floorText({ noiseFloor }: Pick<TimedVerdict, 'noiseFloor'>): string {
  return noiseFloor === null ? NO_FIGURE : `${(100 * noiseFloor).toFixed(1)}%`;
}

/** `fail: 1 of 28 cells failed, 2 are inconclusive`. */
export function summaryOf({ verdict, cells, corpora }: GateReport): string {
  const count = (wanted: CellVerdict['verdict']) =>
    cells.filter((cell) => cell.verdict === wanted).length;
  const parts = [`${count('fail')} of ${cells.length} cells failed`];
  if (count('inconclusive') > 0) parts.push(`${count('inconclusive')} are inconclusive`);
  if (corpora.length > 0) parts.push(`${corpora.length} corpora are others`);
  return `${verdict}: ${parts.join(', ')}`;
}
