import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/common/errors.js';
import { resolveStrategy } from '../../src/strategy/resolve.js';
import { completeStore, runStore, storeSetting } from '../../src/strategy/run-store.js';
import type { StoreOutcome } from '../../src/strategy/store-outcome.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { withStrictMembers } from '../../src/strategy/strict-members.js';
import { bareZswap, folioOf } from '../support/bare-zswap.js';
import { fileIn, temporaryFolder } from '../support/files.js';

const folder = temporaryFolder();
let files = 0;

async function strictly(parts: string): Promise<Strategy> {
  const text = `export default ({ strategies: { batch } }) => ({ ...batch, ${parts} });`;
  const { strategy } = await resolveStrategy(fileIn(folder, `module${files++}.mjs`, text));
  return withStrictMembers(strategy);
}

function storedBy(strategy: Strategy): StoreOutcome {
  const zswap = bareZswap({ maxPages: 100, lengths: [100] });
  return completeStore(runStore(storeSetting(strategy, zswap), folioOf(0, 4)));
}

const admit = (condition: string) =>
  `global: (zswap, limit) => ({ admit: (folio) => (${condition} ? 'headroom' : null) })`;

for (const [parts, member] of [
  [
    admit('zswap.pool.pagesAllocated > zswap.limit.maxPage'),
    "zswap.limit; found 'maxPage', perhaps for maxPages",
  ],
  [admit('limit.roomByte(folio) < 1'), "limit; found 'roomByte', perhaps for roomBytes"],
  [admit('folio.pages > 3'), "folio; found 'pages', perhaps for page"],
  [
    '*path(store) { yield store.costs.compresNs; }',
    "store.costs; found 'compresNs', perhaps for compressNs",
  ],
  [
    'global: (zswap) => ({ undo: () => zswap.entry }), *path(store) { return store.refuse("headroom"); }',
    "zswap; found 'entry'",
  ],
]) {
  test(`strict members: a module that reads what is not there is refused: ${member}`, async () => {
    const strategy = await strictly(parts);
    assert.throws(
      () => storedBy(strategy),
      (error) =>
        error instanceof Failure && error.message.includes(`expected a member of ${member}`),
    );
  });
}

test('strict members: a module that reads what is there stores as without them', async () => {
  const parts = `
    global: (zswap, limit) => ({
      admit: (folio) => limit.check(folio) ?? (limit.reserve(folio, 4096 * folio.pageCount) ? null : 'headroom'),
      settle: (folio) => (limit.release(folio, 4096 * folio.pageCount), null),
      undo: (folio) => limit.release(folio, folio.node ?? 0),
    }),
    *path(store) {
      const outcome = yield* batch.path(store);
      return store.outcome === outcome ? store.outcome : outcome;
    }`;
  assert.deepEqual(storedBy(await strictly(parts)), {
    refused: null,
    storedPages: 4,
    failingPage: 4,
    wasted: 0,
  });
});

test('strict members: built-in strategies are left as they are', () => {
  const batch = STRATEGIES.get('batch') as Strategy;
  assert.equal(withStrictMembers(batch), batch);
});
