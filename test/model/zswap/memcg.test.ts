import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { Entries } from '../../../src/model/zswap/entries.js';
import { Memcg } from '../../../src/model/zswap/memcg.js';
import { bareZswap, putPage } from '../../support/bare-zswap.js';
import { NaiveMemcgs } from '../../support/naive-memcgs.js';

const ENTRIES = new Entries();

function memcg(parent: Memcg | null, maxPages: number | null, writeback = true): Memcg {
  return new Memcg('', parent, maxPages, writeback, ENTRIES);
}

test('a charge counts at every memcg upwards, and at none beside', () => {
  const root = memcg(null, null);
  const [left, right] = [memcg(root, null), memcg(root, null)];
  const leaf = memcg(left, null);
  leaf.charge(5000, 3);
  right.charge(100, 1);
  leaf.uncharge(2000);
  left.charge(1, 1);
  //         bytes             pages      peak
  // leaf    5000 - 2000       3 - 1      5000
  // left    5000 - 2000 + 1   3 - 1 + 1  5000, since 3001 came after the uncharge
  // right   100               1          100
  // root    all of it         4          5100, before the uncharge
  const seen = [leaf, left, right, root].map((at) => [at.zswapBytes, at.zswapped, at.peakBytes]);
  assert.deepEqual(seen, [
    [3000, 2, 5000],
    [3001, 3, 5000],
    [100, 1, 100],
    [3101, 4, 5100],
  ]);
});

test('a store may go on while each memcg upwards has fewer full pages than its limit', () => {
  const parent = memcg(null, 3);
  const [one, other] = [memcg(parent, 2), memcg(parent, 2)];
  one.charge(2 * 4096 - 1, 2);
  assert.equal(one.mayZswap(), true, '8191 bytes are one full page, and 1 < 2');
  one.charge(1, 1);
  assert.equal(one.mayZswap(), false, '8192 bytes are two');
  assert.equal(parent.mayZswap(), true);
  other.charge(4095, 1);
  assert.equal(other.mayZswap(), true, '12287 bytes in the parent are two full pages, and 2 < 3');
  other.charge(1, 1);
  assert.equal(other.mayZswap(), false, 'its own 4096 are one, but the parent has three');
  assert.equal(parent.mayZswap(), false);
});

test('a limit of 0 refuses an empty memcg, no limit refuses nothing', () => {
  assert.equal(memcg(null, 0).mayZswap(), false);
  assert.equal(memcg(memcg(null, 0), null).mayZswap(), false, 'an ancestor is enough');
  const open = memcg(memcg(null, null), null);
  open.charge(Number.MAX_SAFE_INTEGER, 1);
  assert.equal(open.mayZswap(), true);
  assert.equal(open.roomBytes(), Number.POSITIVE_INFINITY);
});

test('room is what the tightest memcg upwards has left, reservations subtracted', () => {
  const parent = memcg(null, 3);
  const [one, other] = [memcg(parent, 2), memcg(parent, null)];
  assert.equal(one.roomBytes(), 8192);
  one.charge(5000, 1);
  assert.equal(one.roomBytes(), 3192, '8192 - 5000; the parent has 12288 - 5000 = 7288');
  assert.equal(other.roomBytes(), 7288, 'no limit of its own');
  assert.equal(other.reserve(6000), true);
  assert.equal(one.roomBytes(), 1288, "the sibling's reservation leaves the parent 7288 - 6000");
  assert.equal(one.reserve(1000), true);
  assert.equal(one.roomBytes(), 288, '3192 - 1000 here, 1288 - 1000 there');
  assert.equal(other.reserve(289), false, 'no room in the parent');
  assert.equal(one.roomBytes(), 288, 'and nothing is reserved anywhere');
  other.charge(9000, 1);
  assert.equal(one.roomBytes(), -8712, '12288 - 14000 - 7000: a limit that was passed');
  other.release(6000);
  one.release(1000);
  assert.deepEqual(
    [one, other, parent].map(({ reservedBytes }) => reservedBytes),
    [0, 0, 0],
  );
  assert.equal(one.mayZswap(), false, '14000 bytes are three full pages of the parent');
});

test('reservations do not count for the check that every kernel makes', () => {
  const only = memcg(null, 1);
  assert.equal(only.reserve(4096), true);
  assert.equal(only.mayZswap(), true);
});

test('writeback is on if it is on here and for every ancestor', () => {
  const enabled = (...line: readonly boolean[]) => {
    let at: Memcg | null = null;
    for (const writeback of line) at = memcg(at, null, writeback);
    return at?.writebackEnabled;
  };
  assert.equal(enabled(true), true);
  assert.equal(enabled(false), false);
  assert.equal(enabled(true, true, true), true);
  assert.equal(enabled(false, true, true), false);
  assert.equal(enabled(true, false, true), false);
  assert.equal(enabled(true, true, false), false);
});

test('a zswap charges the memcg of the folio, and its parent for all', () => {
  const zswap = bareZswap({ memcgs: 3 });
  putPage(zswap, 0, 100, 0);
  putPage(zswap, 1, 200, 2);
  putPage(zswap, 2, 300, 2);
  const all = [zswap.memcgParent, ...zswap.memcgs];
  const usage = () => all.map(({ zswapBytes, zswapped }) => [zswapBytes, zswapped]);
  assert.deepEqual(usage(), [
    [600, 3],
    [100, 1],
    [0, 0],
    [500, 2],
  ]);
  assert.deepEqual(
    zswap.memcgs.map(({ lru }) => lru.size),
    [1, 0, 2],
  );
  zswap.erase(1);
  putPage(zswap, 0, 50, 1); // the older page at slot 0 is memcg 0's, and that one is given its bytes back
  assert.deepEqual(usage(), [
    [350, 2],
    [0, 0],
    [50, 1],
    [300, 1],
  ]);
  assert.deepEqual(
    all.map(({ peakBytes }) => peakBytes),
    [600, 100, 50, 500],
  );
  assert.deepEqual(
    all.map(({ name }) => name),
    ['parent', 'memcg0', 'memcg1', 'memcg2'],
  );
});

const MAX = fc.option(fc.nat({ max: 6 }), { nil: null });

/** Where each memcg hangs: the first has no parent, others below one that came before. */
const TREE = fc
  .array(fc.tuple(fc.nat(), MAX), { minLength: 1, maxLength: 6, size: 'max' })
  .map((nodes) =>
    nodes.map(([draw, maxPages], i) => ({ parent: i === 0 ? null : draw % i, maxPages })),
  );

type Step = readonly ['charge' | 'uncharge' | 'reserve' | 'release', number, number];

const STEPS = fc.array(
  fc.tuple(
    fc.constantFrom('charge', 'uncharge', 'reserve', 'release'),
    fc.nat({ max: 5 }),
    fc.integer({ min: 1, max: 5000 }),
  ) as fc.Arbitrary<Step>,
  { maxLength: 30, size: 'max' },
);

function compare(specs: readonly { parent: number | null; maxPages: number | null }[]) {
  const tree: Memcg[] = [];
  for (const { parent, maxPages } of specs) {
    tree.push(memcg(parent === null ? null : tree[parent], maxPages));
  }
  const naive = new NaiveMemcgs(specs);
  /** Charges that can be uncharged. */
  const charged: [number, number][] = [];
  const reserved: [number, number][] = [];
  return ([what, draw, bytes]: Step) => {
    const at = draw % tree.length;
    if (what === 'charge') {
      charged.push([at, bytes]);
      tree[at].charge(bytes, 1);
      naive.enter(at, { bytes, pages: 1 });
    } else if (what === 'reserve') {
      const fits = bytes <= naive.roomBytes(at);
      assert.equal(tree[at].reserve(bytes), fits);
      if (fits) {
        reserved.push([at, bytes]);
        naive.enter(at, { reserved: bytes });
      }
    } else if (what === 'uncharge' && charged.length > 0) {
      const [[from, back]] = charged.splice(bytes % charged.length, 1);
      tree[from].uncharge(back);
      naive.enter(from, { bytes: -back, pages: -1 });
    } else if (what === 'release' && reserved.length > 0) {
      const [[from, back]] = reserved.splice(bytes % reserved.length, 1);
      tree[from].release(back);
      naive.enter(from, { reserved: -back });
    }
    for (const [i, node] of tree.entries()) {
      assert.equal(node.zswapBytes, naive.bytes(i));
      assert.equal(node.zswapped, naive.pages(i));
      assert.equal(node.reservedBytes, naive.reserved(i));
      assert.equal(node.peakBytes, naive.peakBytes(i));
      assert.equal(node.mayZswap(), naive.mayZswap(i));
      assert.equal(node.roomBytes(), naive.roomBytes(i));
    }
  };
}

test('any tree under any charges answers as a list of all of them does', () => {
  fc.assert(
    fc.property(TREE, STEPS, (specs, steps) => {
      const step = compare(specs);
      for (const each of steps) step(each);
    }),
  );
});

test('a long seeded course of charges, in a tree of four levels', () => {
  const random = new Random('memcg');
  const step = compare([
    { parent: null, maxPages: 60 },
    { parent: 0, maxPages: null },
    { parent: 1, maxPages: 40 },
    { parent: 1, maxPages: 20 },
    { parent: 3, maxPages: 10 },
  ]);
  const kinds = ['charge', 'charge', 'uncharge', 'reserve', 'release'] as const;
  for (let i = 0; i < 100; i++) {
    step([kinds[random.below(5)], random.below(5), 1 + random.below(4096)]);
  }
});
