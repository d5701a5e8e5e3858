import { signed } from '../../../output/numbers.js';
import { correctnessFaults } from '../../../result/correctness.js';
import type { ResultDocument } from '../../../result/document.js';
import { countedWithCommas, someOf } from '../phrases.js';
import { highest, type ReportFinding, type StrategyCells } from './finding.js';

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
  const drifting = strategies.filter(({ cells }) => cells.some(({ exact }) => isOff(exact)));
  const sound = strategies.filter((each) => !drifting.includes(each));
  const sentences = drifting.map(describe);
  if (sound.length > 0) {
    const failed = sound
      .flatMap(({ cells }) => cells)
      .reduce((sum, { exact }) => sum + exact.rollback.failedStores, 0);
    sentences.push(
      `${sound.length === strategies.length ? 'All counters' : `Counters of ${someOf(sound.map(({ strategy }) => strategy))}`} ` +
        `equal the expected counters at the end, after ${countedWithCommas(failed, 'failed store')}.`,
    );
  }
  return { title: 'Counter drift', sentences };
}

function describe({ strategy, cells }: StrategyCells): string {
  const off = cells.filter(({ exact }) => isOff(exact));
  const counters = [...new Set(off.flatMap(({ exact }) => Object.keys(exact.rollback.drift)))];
  const named = counters.map((counter) => {
    const size = (cell: (typeof cells)[number]) =>
      Math.abs(cell.exact.rollback.drift[counter] ?? 0);
    const worst = highest(off, size).exact.rollback;
    const known = worst.declared.includes(counter) ? 'known bug' : 'undeclared';
    return `${counter} up to ${signed(worst.drift[counter] ?? 0)} (${known})`;
  });
  return `${strategy} in ${off.length} of ${countedWithCommas(cells.length, 'cell')}: ${someOf(named)}.`;
}

function isOff({ rollback }: StrategyCells['cells'][number]['exact']): boolean {
  return Object.keys(rollback.drift).length > 0;
}
