import type { Cell } from './document.js';
import type { Repetitions } from './repetitions.js';

/** Cells of a result. */
interface CheckedCells {
  readonly cells: readonly Pick<Cell, 'key' | 'exact' | 'repetitions' | 'timed'>[];
}

/** Lists correctness faults of a run, one sentence each: undeclared drift, pages changed by a round trip, wrong counts. */
export function correctnessFaults({ cells }: CheckedCells): string[] {
  return cells.flatMap(({ key, exact, repetitions, timed }) => {
    const { drift, declared } = exact.rollback;
    const drifted = { ...drift, ...repetitions?.drift };
    const faults = Object.keys(drifted)
      .filter((counter) => !declared.includes(counter))
      .map((counter) => {
        const repeated = repetitions && driftIn(repetitions, counter);
        return `${key}: ${counter} drifted by ${repeated ?? drift[counter]}`;
      });
    for (const warning of exact.rollback.warnings ?? []) {
      faults.push(`${key}: the kernel warns: ${warning}`);
    }
    for (const trip of [exact.roundTrip, timed?.roundTrip]) {
      if (trip != null && trip.mismatches > 0) {
        faults.push(`${key}: ${trip.mismatches} of ${trip.checked} pages came back changed`);
      }
    }
    for (const clause of timed?.recount ?? []) faults.push(`${key}: after threads, ${clause}`);
    return faults;
  });
}

/** Describes the first repetition in which a counter drifts, and counts the others; undefined if there is none. */
function driftIn(repetitions: Repetitions, counter: string): string | undefined {
  const { count, drift, seeds, startPages, fillPages } = repetitions;
  const values = drift[counter] ?? [];
  const first = values.findIndex((off) => off !== 0);
  if (first < 0) return undefined;
  const others = values.filter((off) => off !== 0).length - 1;
  const conditions = `seed ${seeds[first]}, start page ${startPages[first]}, fill ${fillPages[first]} pages`;
  const more = others === 0 ? '' : `, and in ${others} more of ${count}`;
  return `${values[first]} in repetition ${first} (${conditions})${more}`;
}
