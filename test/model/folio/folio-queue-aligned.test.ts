import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foliosOf, spans } from '../../support/folios.js';

const aligned = (folioPages: number, offerPages: number) =>
  ({ grouping: 'aligned', folioPages, offerPages }) as const;

test('a run is cut at natural alignment, from an odd start to a ragged end', () => {
  // Frames 5..27. 5, 6, 7 stand alone: 6 and 7 would be of order 1, which does not exist. 8..15 is a folio of 8, not of
  // 16, for 0..15 is not all there. 16..23 is a folio of 8, for 31 is missing; 24..27 is one of 4.
  assert.deepEqual(spans(foliosOf([{ pfn: 5, pages: 23 }], aligned(16, 23))), [
    [0, 1],
    [1, 1],
    [2, 1],
    [3, 8],
    [11, 8],
    [19, 4],
  ]);
});

test('no folio is larger than asked, though more would be aligned', () => {
  assert.deepEqual(spans(foliosOf([{ pfn: 0, pages: 32 }], aligned(16, 32))), [
    [0, 16],
    [16, 16],
  ]);
  assert.deepEqual(spans(foliosOf([{ pfn: 0, pages: 3 }], aligned(1, 3))), [
    [0, 1],
    [1, 1],
    [2, 1],
  ]);
});

test('a border between runs is never crossed, even where addresses touch', () => {
  // Frames 0..1 and 2..7: together an aligned 8, apart two single pages, then 2, 3 and the folio 4..7.
  const runs = [
    { pfn: 0, pages: 2 },
    { pfn: 2, pages: 6 },
  ];
  assert.deepEqual(spans(foliosOf(runs, aligned(8, 8))), [
    [0, 1],
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 4],
  ]);
});

test('addresses beyond 32 bits are aligned like small ones', () => {
  const pfn = 0x7_ffff_f000;
  assert.deepEqual(spans(foliosOf([{ pfn, pages: 4 }], aligned(512, 4))), [[0, 4]]);
  assert.deepEqual(
    spans(foliosOf([{ pfn: pfn + 2, pages: 6 }], aligned(512, 6))).map(([, count]) => count),
    [1, 1, 4],
  );
});

test('the offer ends before the folio that would exceed it', () => {
  // Passes of folios 4, 4, 1. An offer of 7 holds one of 4: the next would make 8. An offer of 8 holds both.
  const runs = [{ pfn: 8, pages: 9 }];
  const sizes = (offer: number) =>
    foliosOf(runs, aligned(4, offer)).map(({ pageCount }) => pageCount);
  assert.deepEqual(sizes(0), []);
  assert.deepEqual(sizes(3), []);
  assert.deepEqual(sizes(7), [4]);
  assert.deepEqual(sizes(8), [4, 4]);
  assert.deepEqual(sizes(9), [4, 4, 1]);
});

test('an offer of several passes repeats the whole pass, on new swap slots', () => {
  // Frames 3..7, a pass of 1 and 4. 13 pages: two passes and the single page; the folio after it would make 15.
  const folios = foliosOf([{ pfn: 3, pages: 5 }], aligned(16, 13), [0, 4]);
  assert.deepEqual(
    folios.map(({ number, slot, page, pageCount, zeroPages }) => [
      number,
      slot,
      page,
      pageCount,
      zeroPages,
    ]),
    // Single pages fill cluster 0, folios of 4 the cluster from 512. Page 0 of each pass is zero, and so is page 4.
    [
      [0, 0, 0, 1, 1],
      [1, 512, 1, 4, 1],
      [2, 1, 5, 1, 1],
      [3, 516, 6, 4, 1],
      [4, 2, 10, 1, 1],
    ],
  );
});
