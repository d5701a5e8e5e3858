import { counted } from '../common/counted.js';
import { correctnessFaults } from '../result/correctness.js';
import type { Cell, ResultDocument } from '../result/document.js';
import { driftValues } from '../result/repetition-figures.js';
import type { Verdict, VerdictFigure } from '../result/strategy-verdict.js';
import type { Conclusion } from './report.js';
import { noDifference, signedDecimal } from './verdict-table.js';

/** Concludes a run: the verdicts on its strategies, then the counters. */
export function runConclusion(
  { cells, config }: ResultDocument,
  verdicts: readonly Verdict[],
): Conclusion {
  const faulty = cells.filter((cell) => correctnessFaults({ cells: [cell] }).length > 0).length;
  const drifting = cells.filter((cell) => Object.keys(driftValues(cell)).length > 0).length;
  const strategies = new Set(cells.map(({ strategy }) => strategy)).size;
  const alone =
    strategies > 1 && config.repeat === 1 ? ['one repetition compares no strategies'] : [];
  const compared = verdicts.length === 0 ? alone : [strategiesText(verdicts)];
  return {
    text: [...compared, countersText(cells, faulty, drifting)].join('; '),
    tone: faulty > 0 ? 'bad' : drifting > 0 ? 'doubtful' : 'good',
  };
}

function countersText({ length }: readonly Cell[], faulty: number, drifting: number): string {
  const cells = counted(length, 'cell');
  if (faulty > 0) return `correctness faults in ${faulty} of ${cells}`;
  if (drifting > 0) return `counter drift in ${drifting} of ${cells} (known bug)`;
  return `no counter drift in ${cells}`;
}

function strategiesText(verdicts: readonly Verdict[]): string {
  const of = (figure: VerdictFigure) => verdicts.filter((verdict) => verdict.figure === figure);
  const [stored, overshoot] = [of('stored'), of('overshoot')];
  const [{ against }] = verdicts;
  return stored.length > 1
    ? `against ${against}, of ${stored.length} strategies ${tally(stored, 'store', '')}, ${tally(overshoot, 'exceed their limits', 'by ')}`
    : pairText(stored[0], overshoot[0]);
}

/** Counts significant verdicts by direction: `3 store more, 1 less`. */
function tally(verdicts: readonly Verdict[], verb: string, by: string): string {
  const significant = verdicts.filter((verdict) => verdict.significant);
  const more = significant.filter(({ differencePages }) => differencePages.median > 0).length;
  return `${more} ${verb} ${by}more and ${significant.length - more} ${by}less`;
}

function pairText(stored: Verdict, overshoot: Verdict): string {
  const { strategy, against } = stored;
  const storedText = stored.significant
    ? `${strategy} stores ${degree(stored)} than ${against} (${storedSize(stored)} over ${counted(stored.cells, 'cell')})`
    : `${against} and ${strategy}: ${unproven(stored, 'pages stored')}`;
  const overshootText = overshoot.significant
    ? `${strategy} exceeds its limits by ${degree(overshoot)} (${pagesPerCell(overshoot)})`
    : unproven(overshoot, 'overshoot');
  return `${storedText}, ${overshootText}`;
}

function degree({ differencePages }: Verdict): string {
  return differencePages.median > 0 ? 'more' : 'less';
}

function storedSize(verdict: Verdict): string {
  const { differencePercent } = verdict;
  return differencePercent === null
    ? pagesPerCell(verdict)
    : `${signedDecimal(differencePercent.median)}%`;
}

function pagesPerCell({ differencePages }: Verdict): string {
  return `${signedDecimal(differencePages.median)} pages per cell`;
}

function unproven(verdict: Verdict, figure: string): string {
  return verdict.higher + verdict.lower === 0
    ? `the same ${figure}`
    : `${noDifference(verdict)} in ${figure}`;
}
