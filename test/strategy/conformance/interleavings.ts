import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { VirtualCpus } from '../../../src/engine/virtual-cpus.js';
import { Random } from '../../../src/memory/random.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { assertBooksAgree, lruOf } from '../../support/books.js';
import { RacingStores } from '../../support/racing-stores.js';
import { WatchedZswap } from '../../support/watched-zswap.js';

const length = fc.oneof(fc.constantFrom(100, 2100, 4096, 5000), fc.integer({ min: 1, max: 4095 }));

export function interleavings(name: string, strategy: Strategy): void {
  test(`${name}: stores that race leave what their outcomes say`, () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 8 }),
        fc.array(length, { minLength: 32, maxLength: 32 }),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        (seed, tasks, lengths, maxPages, keepIncompressible) => {
          const watched = new WatchedZswap({ lengths, maxPages, keepIncompressible });
          const stores = new RacingStores(watched, strategy, new Random('stores', seed));
          const cpus = new VirtualCpus(tasks, new Random('cpus', seed), stores);
          while (cpus.run(1)) assertUnderWay(watched);

          assertBooksAgree(watched);
          assert.deepEqual(stores.found(), stores.expected);
          const { counters } = watched.zswap;
          assert.equal(counters.reject_compress_poor, stores.refused.compress_poor);
          assert.equal(counters.pool_limit_hit, stores.refused.pool_limit);
          if (!strategy.knownDrift.includes('zswpout')) {
            assert.equal(counters.zswpout, stores.acceptedPages);
          }
        },
      ),
    );
  });
}

/** What holds even between the steps of stores that are under way. */
function assertUnderWay(watched: WatchedZswap): void {
  const { zswap, liveEntries, liveHandles } = watched;
  const indexed = new Set(zswap.index);
  assert.ok([...indexed].every((entry) => liveEntries.has(entry)));
  assert.ok(
    lruOf(watched).every((entry) => indexed.has(entry)),
    'the LRU has indexed entries only',
  );
  assert.ok(liveHandles.size >= indexed.size && liveHandles.size <= liveEntries.size);
  assert.ok(zswap.counters.stored_pages >= 0 && zswap.compressedBytes >= 0);
}
