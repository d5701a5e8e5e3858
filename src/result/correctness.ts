import type { ResultDocument } from './document.js';

/** Lists correctness faults of a run, one sentence each: undeclared drift, pages changed by a round trip, wrong counts. */
export function correctnessFaults(result: ResultDocument): string[] {
  return result.cells.flatMap(({ key, exact, timed }) => {
    const { drift, declared } = exact.rollback;
    const faults = Object.entries(drift)
      .filter(([counter]) => !declared.includes(counter))
      .map(([counter, off]) => `${key}: ${counter} drifted by ${off}`);
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
