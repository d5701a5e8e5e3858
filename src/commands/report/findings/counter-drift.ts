import { signed } from '../../../output/numbers.js';
import { correctnessFaults } from '../../../result/correctness.js';
import type { Cell, ResultDocument } from '../../../result/document.js';
import { driftValues } from '../../../result/repetition-figures.js';
import { countedWithCommas, someOf } from '../phrases.js';
import { highest, type ReportFinding, type StrategyCells, totalOf } from './finding.js';

const MAX_FAULTS = 5;

/** Lists correctness faults; nothing without any. */
export function correctnessFindings(result: ResultDocument): ReportFinding[] {
  const faults = correctnessFaults(result);
  if (faults.length === 0) return [];
  const more = faults.length - MAX_FAULTS;
  return [
    {
      title: 'Correctness faults',
      alarm: true,
      sentences: [
        ...faults.slice(0, MAX_FAULTS).map((fault) => `${fault}.`),
        ...(more > 0 ? [`${more} more faults.`] : []),
      ],
    },
  ];
}

/** Lists strategies with counter drift, then those without. */
export function drift(strategies: readonly StrategyCells[]): ReportFinding {
  const drifting = strategies.filter(({ cells }) => cells.some(isOff));
  const sound = strategies.filter((each) => !drifting.includes(each));
  const sentences = drifting.map(describe);
  if (sound.length > 0) {
    const failed = totalOf(
      sound.flatMap(({ cells }) => cells),
      'failedStores',
    );
    sentences.push(
      `${sound.length === strategies.length ? 'All counters' : `Counters of ${someOf(sound.map(({ strategy }) => strategy))}`} ` +
        `equal the expected counters at the end, after ${countedWithCommas(failed, 'failed store')}.`,
    );
  }
  return { title: 'Counter drift', sentences };
}

function describe({ strategy, cells }: StrategyCells): string {
  const off = cells.filter(isOff);
  const counters = [...new Set(off.flatMap((cell) => Object.keys(largestDrift(cell))))];
  const named = counters.map((counter) => {
    const driftOf = (cell: Cell) => largestDrift(cell)[counter] ?? 0;
    const worst = highest(off, (cell) => Math.abs(driftOf(cell)));
    const known = worst.exact.rollback.declared.includes(counter) ? 'known bug' : 'undeclared';
    return `${counter} up to ${signed(driftOf(worst))} (${known})`;
  });
  return `${strategy} in ${off.length} of ${countedWithCommas(cells.length, 'cell')}: ${someOf(named)}.`;
}

/** Returns the largest drift of each drifting counter over the repetitions of a cell. */
function largestDrift(cell: Cell): Readonly<Record<string, number>> {
  const largest = (values: readonly number[]) =>
    values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return Object.fromEntries(
    Object.entries(driftValues(cell)).map(([counter, values]) => [counter, largest(values)]),
  );
}

function isOff(cell: Cell): boolean {
  return Object.values(largestDrift(cell)).some((off) => off !== 0);
}
