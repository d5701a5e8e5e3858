import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  FOLIO_BLOCK_PAGES,
  type FolioBlock,
  folioBlocks,
} from '../../../src/measure/timed/folio-blocks.js';
import type { Pages } from '../../../src/model/folio/folio-queue.js';
import { foliosOf, spans } from '../../support/folios.js';

function corpus(count: number, zeroPages: readonly number[] = []): Pages {
  const zero = new Uint8Array(count);
  for (const page of zeroPages) zero[page] = 1;
  return { runs: [{ pfn: 0, pages: count }], zero };
}

const options = (folioPages: number, offerPages: number) =>
  ({ grouping: 'dense', folioPages, offerPages }) as const;

const pagesIn = (block: FolioBlock) =>
  block.folios.reduce((sum, { pageCount }) => sum + pageCount, 0);

test('folio blocks: 256 pages each, then the rest of the offer, then again from the start', () => {
  const next = folioBlocks(corpus(600), options(64, 600));
  const blocks = Array.from({ length: 4 }, () => next() as FolioBlock);
  // 600 pages are 9 folios of 64 and 24 single pages: 4 folios, 4 folios, then one folio and the 24.
  assert.deepEqual(
    blocks.map((block) => [block.startsPass, block.folios.length, pagesIn(block)]),
    [
      [true, 4, 256],
      [false, 4, 256],
      [false, 25, 88],
      [true, 4, 256],
    ],
  );
  assert.deepEqual(blocks[3], blocks[0], 'every pass has the same folios at the same slots');
});

test('folio blocks: a folio larger than a block is a block', () => {
  const next = folioBlocks(corpus(1024), options(512, 1024));
  assert.deepEqual(spans((next() as FolioBlock).folios), [[0, 512]]);
});

test('folio blocks: folios of zero pages are left out', () => {
  // Pages 0..3 and 5 of 8 are zero: the first folio is left out, the second is kept.
  const next = folioBlocks(corpus(8, [0, 1, 2, 3, 5]), options(4, 8));
  assert.deepEqual(spans((next() as FolioBlock).folios), [[4, 4]]);
});

test('folio blocks: none for an offer of zero pages or an empty offer', () => {
  for (const next of [
    folioBlocks(corpus(4, [0, 1, 2, 3]), options(4, 400)),
    folioBlocks(corpus(4), options(4, 0)),
  ]) {
    assert.equal(next(), null);
    assert.equal(next(), null);
  }
});

test('folio blocks: one pass is the offer without zero folios, split where a block is full', () => {
  const zeros = fc.array(fc.nat({ max: 99 }), { maxLength: 100 });
  fc.assert(
    fc.property(
      fc.constantFrom(1, 4, 64, 512),
      fc.nat({ max: 3000 }),
      zeros,
      (size, offer, zero) => {
        const all = foliosOf([{ pfn: 0, pages: 100 }], options(size, offer), zero).filter(
          ({ zeroPages, pageCount }) => zeroPages < pageCount,
        );
        const next = folioBlocks(corpus(100, zero), options(size, offer));
        for (let pass = 0; pass < 2; pass++) {
          let left = all;
          while (left.length > 0) {
            const block = next() as FolioBlock;
            assert.equal(block.startsPass, left === all);
            assert.deepEqual(block.folios, left.slice(0, block.folios.length));
            const last = block.folios.at(-1)?.pageCount ?? 0;
            assert.ok(pagesIn(block) - last < FOLIO_BLOCK_PAGES, 'no longer than it must be');
            left = left.slice(block.folios.length);
            assert.ok(
              left.length === 0 || pagesIn(block) >= FOLIO_BLOCK_PAGES,
              'full but for the last',
            );
          }
        }
        if (all.length === 0) assert.equal(next(), null);
      },
    ),
  );
});
