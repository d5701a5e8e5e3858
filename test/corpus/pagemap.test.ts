import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSwappable, mayBeSharedZeroPage } from '../../src/corpus/pagemap.js';

/** Upper half of a pagemap entry with these bits set. */
function entry(...bits: number[]): number {
  return Number(bits.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n) >> 32n);
}

const PRESENT = 63;
const SWAPPED = 62;
const FILE_OR_SHARED = 61;
const EXCLUSIVE = 56;

describe('pagemap: swappable page', () => {
  const cases: [string, number[], anonymous: boolean, shmem: boolean][] = [
    ['never touched', [], false, false],
    ['present', [PRESENT, EXCLUSIVE], true, true],
    ['swapped out', [SWAPPED], true, true],
    ['swapped out, its lower bits set too', [SWAPPED, 40, 33], true, true],
    ['a page of a file', [PRESENT, FILE_OR_SHARED], false, true],
    ['swapped out of shared memory', [SWAPPED, FILE_OR_SHARED], false, true],
    ['neither present nor in swap', [FILE_OR_SHARED, EXCLUSIVE, 55], false, false],
  ];
  for (const [name, bits, anonymous, shmem] of cases) {
    it(`${name}: ${anonymous} in an anonymous mapping, ${shmem} in shared memory`, () => {
      assert.equal(isSwappable(entry(...bits), false), anonymous);
      assert.equal(isSwappable(entry(...bits), true), shmem);
    });
  }
});

describe('pagemap: shared zero page', () => {
  it('is present and not exclusive', () => {
    assert.equal(mayBeSharedZeroPage(entry(PRESENT)), true);
    assert.equal(mayBeSharedZeroPage(entry(PRESENT, EXCLUSIVE)), false);
  });

  it('is never swapped out', () => {
    assert.equal(mayBeSharedZeroPage(entry(SWAPPED)), false);
  });
});
