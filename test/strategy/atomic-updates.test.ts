import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Zswap } from '../../src/model/zswap/zswap.js';
import { bareOptions, folioOf, storerOf } from '../support/bare-zswap.js';
import { sharedZswaps } from '../support/shared-zswap.js';

const FOLIO_PAGES = 16;

/** A zswap of one of two threads. Four pages of a folio do not compress; its pool takes fewer pages than the folio. */
function sharedZswap(): Zswap {
  return sharedZswaps(2, () => bareOptions({ lengths: [4096, 500, 500, 500] })).zswaps[0];
}

/** Runs work; returns for each shared word the atomic additions to it. */
function atomicAdditions(work: () => unknown): number[][] {
  const additions = new Map<number, number[]>();
  const { add } = Atomics;
  Atomics.add = ((words: Int32Array, at: number, by: number) => {
    const address = words.byteOffset + 4 * at;
    additions.set(address, [...(additions.get(address) ?? []), by]);
    return add(words, at, by);
  }) as typeof add;
  try {
    work();
  } finally {
    Atomics.add = add;
  }
  return [...additions.values()];
}

const sumOf = (additions: readonly number[]) => additions.reduce((sum, by) => sum + by, 0);

/** Atomic updates of stored_pages, of stored_incompressible_pages, and of page counters, in the store of one folio. */
const EXPECTED: readonly (readonly [string, number, number])[] = [
  ['batch', 1, 1],
  ['mainline-6.13', 1, 1],
  ['chunked', 2, 2],
  ['mainline-6.14', 16, 4],
  ['mainline-6.18', 16, 4],
  ['incremental', 16, 4],
];

for (const [name, ofPages, ofIncompressible] of EXPECTED) {
  test(`${name}: ${ofPages} atomic updates of stored_pages in the store of a folio of 16 pages`, () => {
    const zswap = sharedZswap();
    const store = storerOf(zswap, name);
    const words = atomicAdditions(() => store(folioOf(0, FOLIO_PAGES)));
    const updates = (sum: number) => words.filter((word) => sumOf(word) === sum);
    assert.deepEqual(
      updates(FOLIO_PAGES).map((word) => word.length),
      [ofPages],
    );
    assert.deepEqual(
      updates(4).map((word) => word.length),
      [ofIncompressible],
    );
    // One of the memcg's counter, one of its parent's, whatever the strategy: the other pages come out of the stock.
    assert.deepEqual(updates(64), [[64], [64]]);
    assert.equal(zswap.counters.stored_pages, FOLIO_PAGES);
  });
}

test('a freed page is one atomic update of stored_pages in any strategy', () => {
  const zswap = sharedZswap();
  storerOf(zswap, 'batch')(folioOf(0, FOLIO_PAGES));
  const words = atomicAdditions(() => zswap.eraseFolio(folioOf(0, FOLIO_PAGES)));
  const lengths = words.filter((word) => sumOf(word) === -FOLIO_PAGES).map((word) => word.length);
  assert.deepEqual(lengths, [FOLIO_PAGES]);
});
