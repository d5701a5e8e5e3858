import type { Cell, ResultDocument } from './document.js';

/** Lists correctness faults of a run, one sentence each: undeclared drift, pages changed by a round trip, wrong counts. */
export function correctnessFaults(result: ResultDocument): string[] {
  return result.cells.flatMap(({ key, exact, repetitions, timed }) => {
    const { drift, declared } = exact.rollback;
    const faults = Object.entries(drift)
      .filter(([counter]) => !declared.includes(counter))
      .map(([counter, off]) => `${key}: ${counter} drifted by ${off}`);
    faults.push(...driftInRepetitions(key, declared, repetitions));
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

/** Lists undeclared drift in the repetitions after the first, each with its conditions. */
function driftInRepetitions(
  key: string,
  declared: readonly string[],
  repetitions: Cell['repetitions'],
): string[] {
  if (repetitions === undefined) return [];
  const { drift, seeds, startPages, fillPages } = repetitions;
  return Object.entries(drift)
    .filter(([counter]) => !declared.includes(counter))
    .flatMap(([counter, values]) =>
      values.flatMap((off, i) =>
        i === 0 || off === 0
          ? []
          : [
              `${key}: ${counter} drifted by ${off} in repetition ${i} (seed ${seeds[i]}, start page ${startPages[i]}, fill ${fillPages[i]} pages)`,
            ],
      ),
    );
}
