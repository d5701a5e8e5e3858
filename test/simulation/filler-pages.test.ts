import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FillerPages } from '../../src/simulation/filler-pages.js';
import { type BareOptions, bareZswap } from '../support/bare-zswap.js';

function pagesOf(fillers: number, zero: readonly number[], options: BareOptions): number[] {
  const pages = new FillerPages(bareZswap(options), Uint8Array.from(zero));
  return Array.from({ length: fillers }, (_, filler) => pages.folioOf(filler, 0).page);
}

const LENGTHS = { lengths: [10, 4097, 30, 4096] };

describe('pages of fillers', () => {
  it('are those of the corpus in order, again and again, without pages of zeros', () => {
    assert.deepEqual(pagesOf(5, [0, 0, 0, 0], LENGTHS), [0, 1, 2, 3, 0]);
    assert.deepEqual(pagesOf(5, [0, 1, 0, 0], LENGTHS), [0, 2, 3, 0, 2]);
  });

  it('do not compress only where the kernel keeps such pages', () => {
    const refusing = { ...LENGTHS, kernel: { keepsIncompressible: false } };
    assert.deepEqual(pagesOf(5, [0, 0, 0, 0], refusing), [0, 2, 3, 0, 2]);
  });

  it('compress where writeback is off, as no kernel keeps others then', () => {
    const withoutWriteback = { ...LENGTHS, writeback: false };
    assert.deepEqual(pagesOf(5, [0, 0, 0, 0], withoutWriteback), [0, 2, 0, 2, 0]);
  });

  it('are all where no page takes room', () => {
    assert.deepEqual(pagesOf(3, [1, 1], LENGTHS), [0, 1, 0]);
  });
});
