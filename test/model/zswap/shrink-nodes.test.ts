import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shrinkMemcg } from '../../../src/model/zswap/shrink-memcg.js';
import type { Zswap } from '../../../src/model/zswap/zswap.js';
import { bareZswap, folioOf, lruOf, putFolioPage } from '../../support/bare-zswap.js';
import { type Aged, shrinkNaively } from '../../support/naive-shrink.js';

interface Placed extends Aged {
  readonly node: number;
}

function zswapWith(pages: readonly Placed[], nodes: number, shrinkScan: number): Zswap {
  const zswap = bareZswap({ nodes, kernel: { shrinkScan } });
  for (const { slot, node, referenced, busy } of pages) {
    const entry = putFolioPage(zswap, { ...folioOf(slot, 1), node });
    zswap.entries.referenced[entry] = referenced ? 1 : 0;
    if (busy) zswap.inFlight.add(folioOf(slot, 1));
  }
  return zswap;
}

const page = (slot: number, node: number, referenced: boolean): Placed => ({
  ...{ slot, node, referenced },
  busy: false,
});

test('shrink_memcg on two nodes, by hand: each node gives its oldest page, and one written page is enough', () => {
  const pages = [page(0, 0, true), page(1, 1, false), page(2, 1, false), page(3, 0, true)];
  const zswap = zswapWith(pages, 2, 1);
  assert.equal(shrinkMemcg(zswap, zswap.memcgs[0]).result, 'written');
  assert.deepEqual([lruOf(zswap, 0, 0), lruOf(zswap, 0, 1)], [['3*', '0'], ['2']]);
  assert.equal(shrinkMemcg(zswap, zswap.memcgs[0]).result, 'written');
  assert.deepEqual([lruOf(zswap, 0, 0), lruOf(zswap, 0, 1)], [['0', '3'], []]);
  // Node 1 has no entries left; node 0 alone is scanned.
  assert.equal(shrinkMemcg(zswap, zswap.memcgs[0]).result, 'written');
  assert.deepEqual(lruOf(zswap, 0, 0), ['3']);
});

test('shrink_memcg on two nodes: again where entries were scanned and none written, nothing only without any', () => {
  const zswap = zswapWith([page(0, 1, true)], 2, 1);
  const results = Array.from({ length: 3 }, () => shrinkMemcg(zswap, zswap.memcgs[0]).result);
  assert.deepEqual(results, ['again', 'written', 'nothing']);
});

test('shrink_memcg on any nodes is that of each node alone, with a budget of its own', () => {
  const flags = fc.record({
    referenced: fc.boolean(),
    busy: fc.boolean(),
    node: fc.nat({ max: 2 }),
  });
  const pages = fc
    .array(flags, { maxLength: 20, size: 'max' })
    .map((all) => all.map((each, slot) => ({ ...each, slot })));
  fc.assert(
    fc.property(
      pages,
      fc.constantFrom(1, 2, 32),
      fc.integer({ min: 1, max: 5 }),
      (all, scan, calls) => {
        const zswap = zswapWith(all, 3, scan);
        let lists = [0, 1, 2].map((node): readonly Aged[] =>
          all.filter((each) => each.node === node),
        );
        for (let call = 0; call < calls; call++) {
          const expected = lists.map((list) => shrinkNaively(list, scan));
          const has = (result: string) => expected.some((each) => each.result === result);
          const both = has('written') ? 'written' : has('again') ? 'again' : 'nothing';
          assert.equal(shrinkMemcg(zswap, zswap.memcgs[0]).result, both);
          lists = expected.map(({ left }) => left);
          for (const [node, list] of lists.entries()) {
            const shown = list.map(({ slot, referenced }) => `${slot}${referenced ? '*' : ''}`);
            assert.deepEqual(lruOf(zswap, 0, node), shown);
          }
        }
      },
    ),
  );
});
