import { signed } from '../../../output/numbers.js';
import { correctnessFaults } from '../../../result/correctness.js';
import type { ResultDocument } from '../../../result/document.js';
import { countOf, someOf } from '../phrases.js';
import { type Finding, highest, type StrategyCells } from './finding.js';

const MOST_FAULTS = 5;

/** What is wrong and nobody declared; nothing where all is well. */
export function wrong(result: ResultDocument): Finding[] {
  const faults = correctnessFaults(result);
  if (faults.length === 0) return [];
  const more = faults.length - MOST_FAULTS;
  return [
    {
      title: 'Something is wrong',
      alarm: true,
      sentences: [
        ...faults.slice(0, MOST_FAULTS).map((fault) => `${fault}.`),
        ...(more > 0 ? [`And ${more} more of the kind.`] : []),
      ],
    },
  ];
}

/** Whose counters are off as declared, and whose add up. */
export function drift(strategies: readonly StrategyCells[]): Finding {
  const drifting = strategies.filter(({ cells }) => cells.some(({ exact }) => isOff(exact)));
  const sound = strategies.filter((each) => !drifting.includes(each));
  const sentences = drifting.map(describe);
  if (sound.length > 0) {
    const failed = sound
      .flatMap(({ cells }) => cells)
      .reduce((sum, { exact }) => sum + exact.rollback.failedStores, 0);
    sentences.push(
      `${sound.length === strategies.length ? 'All counters' : `Those of ${someOf(sound.map(({ strategy }) => strategy))}`} ` +
        `equal an independent count at the end, after ${countOf(failed, 'failed store')}.`,
    );
  }
  return { title: 'Whose counters drift', sentences };
}

function describe({ strategy, cells }: StrategyCells): string {
  const off = cells.filter(({ exact }) => isOff(exact));
  const counters = [...new Set(off.flatMap(({ exact }) => Object.keys(exact.rollback.drift)))];
  const named = counters.map((counter) => {
    const by = (cell: (typeof cells)[number]) => Math.abs(cell.exact.rollback.drift[counter] ?? 0);
    const worst = highest(off, by).exact.rollback;
    const known = worst.declared.includes(counter) ? 'a known bug' : 'declared nowhere';
    return `${counter} by up to ${signed(worst.drift[counter] ?? 0)} (${known})`;
  });
  return `${strategy} in ${off.length} of ${countOf(cells.length, 'cell')}: ${someOf(named)}.`;
}

function isOff({ rollback }: StrategyCells['cells'][number]['exact']): boolean {
  return Object.keys(rollback.drift).length > 0;
}
