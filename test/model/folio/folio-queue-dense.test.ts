import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foliosOf, spans } from '../../support/folios.js';

const dense = (folioPages: number, offerPages: number) =>
  ({ grouping: 'dense', folioPages, offerPages }) as const;

test('folios ignore addresses, run borders and the ends of passes', () => {
  // Runs of 3 and 3 pages at odd frames: 6 pages a pass. 15 pages: folios of 4 at 0, 4 (over the end of pass one), 8
  // (over the end of pass two); the last 3 pages go alone.
  const runs = [
    { pfn: 5, pages: 3 },
    { pfn: 77, pages: 3 },
  ];
  assert.deepEqual(spans(foliosOf(runs, dense(4, 15))), [
    [0, 4],
    [4, 4],
    [8, 4],
    [12, 1],
    [13, 1],
    [14, 1],
  ]);
});

test('zero pages are counted where the folio lies, over the end of a pass too', () => {
  // Pages 0 and 5 of 6 are zero, so in the repetition 0, 5, 6, 11, 12: folio 4..7 holds 5 and 6, folio 8..11 holds 11.
  const folios = foliosOf([{ pfn: 0, pages: 6 }], dense(4, 14), [0, 5]);
  assert.deepEqual(
    folios.map(({ zeroPages }) => zeroPages),
    [1, 2, 1, 1, 0],
  );
});

test('an offer that is smaller than a folio goes out page by page', () => {
  assert.deepEqual(spans(foliosOf([{ pfn: 0, pages: 100 }], dense(16, 2))), [
    [0, 1],
    [1, 1],
  ]);
  assert.deepEqual(foliosOf([{ pfn: 0, pages: 100 }], dense(16, 0)), []);
});

test('a folio may be larger than the corpus', () => {
  const folios = foliosOf([{ pfn: 9, pages: 3 }], dense(8, 8), [1]);
  // Pages 0..7 of the repetition; 1, 4 and 7 are zero.
  assert.deepEqual(spans(folios), [[0, 8]]);
  assert.equal(folios[0].zeroPages, 3);
});

test('every pass has swap slots of its own', () => {
  const folios = foliosOf([{ pfn: 0, pages: 4 }], dense(4, 12));
  assert.deepEqual(
    folios.map(({ slot }) => slot),
    [0, 4, 8],
  );
});
