import { estimate, median } from '../../statistics/estimate.js';
import { REFERENCE, type Speed } from './document.js';

/**
 * Compares speeds with those of the fastest compressor, which is the one with the highest median; the reference, a copy,
 * does not compete.
 *
 * @param speeds by the compressor's name, a speed for each round
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
