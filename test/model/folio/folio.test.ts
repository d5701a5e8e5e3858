import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FOLIO_PAGES, folioSizeName } from '../../../src/model/folio/folio.js';

test('anonymous folios have 1 page or 4 to 512, never 2', () => {
  assert.deepEqual(FOLIO_PAGES, [1, 4, 8, 16, 32, 64, 128, 256, 512]);
});

test('sizes are named in K below a mebibyte and in M from there on', () => {
  assert.deepEqual(FOLIO_PAGES.map(folioSizeName), [
    '4K',
    '16K',
    '32K',
    '64K',
    '128K',
    '256K',
    '512K',
    '1M',
    '2M',
  ]);
});
