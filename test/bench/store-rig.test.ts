import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LivePages } from '../../src/bench/live-pages.js';
import { ReadBack } from '../../src/bench/read-back.js';
import { StoreRig } from '../../src/bench/store-rig.js';
import { STRATEGIES } from '../../src/strategy/registry.js';
import { PoolLimit } from '../../src/zswap/pool-limit.js';
import { joined } from '../support/memory-source.js';
import { cellPlan } from '../support/synthetic.js';
import { honest, pageOfLength } from '../support/toy-compressor.js';
import { folioAt } from '../support/watched-zswap.js';

// 2000 bytes are half a page of the pool.
const LENGTHS = [4096, 4096, 4096, 3000, 2000, 2000, 2000, 1999];
const PAGES = joined(...LENGTHS.map((length, page) => pageOfLength(length, page + 1)));

for (const name of STRATEGIES.keys()) {
  test(`${name}: what is stored for real can be read back, what is refused is gone`, () => {
    const pages = new LivePages(honest, PAGES);
    const rig = new StoreRig(cellPlan(name, 4), pages, new PoolLimit(3, 100, 90));
    assert.equal(rig.store(folioAt(4, 4, 8)), true);
    assert.equal(rig.store(folioAt(4, 1, 0)), true);
    assert.equal(rig.zswap.pool.pagesAllocated, 3, 'the limit');
    assert.equal(rig.store(folioAt(0, 4, 4)), false);

    const { entries, lru, pool } = rig.zswap;
    const readBack = new ReadBack(honest);
    for (const entry of lru) {
      const at = pages.offsetOf(entries.page[entry]);
      readBack.check(pool, entries.handle[entry], entries.length[entry], PAGES, at);
    }
    assert.deepEqual([readBack.checked, readBack.mismatches], [5, 0]);

    rig.erase([folioAt(4, 4, 8), folioAt(4, 1, 0)]);
    assert.deepEqual([pool.pagesAllocated, lru.size], [0, 0]);
  });
}
