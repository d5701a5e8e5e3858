import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pageBlocks, TIMED_BLOCK_PAGES } from '../../../src/commands/compressors/page-blocks.js';

/** Creates pages with their number in the first bytes. */
function numbered(count: number): Uint8Array {
  const bytes = new Uint8Array(count * 4096);
  const view = new DataView(bytes.buffer);
  for (let page = 0; page < count; page++) view.setUint32(page * 4096, page);
  return bytes;
}

function blocksOf(total: number, pages: readonly number[], times: number): number[][] {
  const block = new Uint8Array(TIMED_BLOCK_PAGES * 4096);
  const view = new DataView(block.buffer);
  const next = pageBlocks(numbered(total), Uint32Array.from(pages), block);
  return Array.from({ length: times }, () =>
    Array.from({ length: next() }, (_, i) => view.getUint32(i * 4096)),
  );
}

describe('blocks of pages', () => {
  it('take every n-th page, and start again after the last', () => {
    // 80 pages make three blocks.
    const [first, second, third, fourth] = blocksOf(80, [...Array(80).keys()], 4);
    assert.deepEqual(first.slice(0, 3), [0, 3, 6]);
    assert.deepEqual(second.slice(0, 3), [1, 4, 7]);
    assert.deepEqual(third.slice(-2), [74, 77]);
    assert.deepEqual([first.length, second.length, third.length], [27, 27, 26]);
    assert.deepEqual(fourth, first);
  });

  it('take only the compared pages', () => {
    assert.deepEqual(blocksOf(9, [2, 3, 7], 2), [
      [2, 3, 7],
      [2, 3, 7],
    ]);
  });

  it('have every page once, and about equal sizes', () => {
    const some = fc.uniqueArray(fc.nat(299), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(some, (pages) => {
        const blocks = blocksOf(300, pages, Math.ceil(pages.length / TIMED_BLOCK_PAGES));
        assert.deepEqual(blocks.flat().sort(), [...pages].sort());
        const sizes = blocks.map(({ length }) => length);
        assert.ok(Math.max(...sizes) <= TIMED_BLOCK_PAGES);
        assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
      }),
      { numRuns: 50 },
    );
  });
});
