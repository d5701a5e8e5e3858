import type { CheckedCounter } from './checked-counters.js';
import type { CheckedZswap } from './checked-zswap.js';
import type { ExpectedCounters } from './expected-counters.js';

/** Returns the results that were compared where they occurred, with the number of wrong ones. */
export function wrongResults(
  zswap: CheckedZswap,
  expected: ExpectedCounters,
  isBuiltIn: boolean,
): [CheckedCounter, number][] {
  const { expectedReservations, shrinks } = zswap;
  const { stores } = expected;
  return [
    ['checks of the pool limit', zswap.wrongPoolChecks],
    ['checks of the memcg limit', zswap.wrongMemcgChecks],
    ['compressions', zswap.wrongCompressions],
    ['LRU walks', shrinks.wrongWalks],
    ['shrinks', shrinks.wrongShrinks],
    ['results of steps', zswap.wrongResults],
    ['contents of entries', zswap.wrongEntries],
    ['average length', zswap.wrongAverages],
    ['answers to reservations', expectedReservations.wrongAnswers],
    ['pages freed of other folios', expected.foreignFrees],
    ['stores past a limit', expected.storesPastLimit],
    ['written back while stored', expected.writtenBackInFlight],
    ['pages stored without the pool', stores.withoutPool],
    ['pages stored without a limit check', stores.withoutCheck],
    ['pages of limit checks', isBuiltIn ? stores.wrongChecks : 0],
    ['refusals ignored', stores.ignoredRefusals],
  ];
}

/** Returns whether {@link wrongResults} has a number other than 0, without a list of them: this runs after every step. */
export function isAnyWrong(zswap: CheckedZswap, expected: ExpectedCounters): boolean {
  const { expectedReservations, shrinks } = zswap;
  const { stores } = expected;
  const ofLimits =
    zswap.wrongPoolChecks | zswap.wrongMemcgChecks | expectedReservations.wrongAnswers;
  const ofPages =
    zswap.wrongCompressions | zswap.wrongResults | zswap.wrongEntries | zswap.wrongAverages;
  const ofWriteback = shrinks.wrongWalks | shrinks.wrongShrinks | expected.writtenBackInFlight;
  const ofStores =
    stores.withoutPool | stores.withoutCheck | stores.wrongChecks | stores.ignoredRefusals;
  const others = expected.foreignFrees | expected.storesPastLimit;
  return (ofLimits | ofPages | ofWriteback | ofStores | others) !== 0;
}
