import { estimate, median } from '../../statistics/estimate.js';
import { REFERENCE, type Speed } from './document.js';

/**
 * Compares speeds with those of the fastest compressor, the one with the highest median. The reference, a copy, does not
 * compete.
 *
 * @param speeds one speed per round, by compressor
 */
export function comparedSpeeds(speeds: ReadonlyMap<string, readonly number[]>): Map<string, Speed> {
  const competing = [...speeds].filter(([name]) => name !== REFERENCE).map(([, each]) => each);
  const fastest = competing.reduce<readonly number[] | null>(
    (best, each) => (best === null || median(each) > median(best) ? each : best),
    null,
  );
  return new Map(
    [...speeds].map(([name, each]) => [
      name,
      {
        ...estimate(each),
        relativeToFastest: fastest && estimate(each.map((speed, round) => speed / fastest[round])),
      },
    ]),
  );
}
