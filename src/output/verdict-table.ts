import type { Spread, Verdict } from '../result/strategy-verdict.js';
import { NEGLIGIBLE_PERCENT, VERDICT_LEVEL } from '../result/verdicts.js';
import type { Table } from './table.js';

/** Verdicts in sentences, one for each pair of strategies and figure. */
export function verdictTable(verdicts: readonly Verdict[]): Table {
  const [{ repetitions }] = verdicts;
  return {
    title: `Verdicts of ${repetitions} repetitions`,
    columns: [
      ['figure', 'text'],
      ['verdict', 'text'],
    ],
    rows: verdicts.map((verdict) => [verdict.figure, sentenceOf(verdict)]),
    footer:
      `In brackets: difference per cell over the repetitions, median and range; p of the signed-rank test, significant below ${VERDICT_LEVEL}.\n` +
      'Pages written back do not count as stored.',
  };
}

/** Formats a verdict as a sentence without a full stop. */
export function sentenceOf(verdict: Verdict): string {
  const { strategy, against, figure, repetitions, higher, lower, cells } = verdict;
  const verb = figure === 'stored' ? 'store' : 'exceed their limits by';
  if (higher + lower === 0) {
    return `${against} and ${strategy} ${verb} the same in all ${repetitions} repetitions`;
  }
  const size = sizeOf(verdict);
  if (!verdict.significant) {
    return `${against} and ${strategy}: ${noDifference(verdict)} (${size})`;
  }
  const more = verdict.differencePages.median > 0;
  const times = `in ${more ? higher : lower} of ${repetitions} repetitions`;
  const most = more ? verdict.higherCells : verdict.lowerCells;
  const where = cells === 1 ? '' : `, in ${most} of ${cells} cells by their medians`;
  const degree = more ? 'more' : 'less';
  const claim =
    figure === 'stored' ? `stores ${degree} than` : `exceeds its limits by ${degree} than`;
  return `${strategy} ${claim} ${against} ${times} (${size})${where}`;
}

/** Describes a difference that is negligible or not significant. */
export function noDifference({ p, repetitions }: Verdict): string {
  return p < VERDICT_LEVEL
    ? `no difference of ${NEGLIGIBLE_PERCENT}% or more`
    : `no difference that ${repetitions} repetitions show`;
}

/** Formats the size of a difference: `+2.1%, 0.4 to 3.9; p < 0.001`. */
function sizeOf({ figure, differencePercent, differencePages, p }: Verdict): string {
  const size =
    figure === 'stored' && differencePercent !== null
      ? spread(differencePercent, '%')
      : spread(differencePages, ' pages');
  return `${size}; p ${p < VERDICT_LEVEL ? `< ${VERDICT_LEVEL}` : p.toFixed(3)}`;
}

function spread({ median, low, high }: Spread, unit: string): string {
  return `${signedDecimal(median)}${unit}, ${decimal(low)} to ${decimal(high)}`;
}

/** Formats with a sign and one decimal, with two below 1. */
export function signedDecimal(value: number): string {
  return `${value > 0 ? '+' : ''}${decimal(value)}`;
}

/** Formats with one decimal, with two below 1. */
function decimal(value: number): string {
  const digits = Math.abs(value) < 1 ? 2 : 1;
  return String(Number(value.toFixed(digits)));
}
