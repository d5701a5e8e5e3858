import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { comparedPages, storedSize } from '../../../src/commands/compressors/compared-pages.js';
import { syntheticSurvey } from '../../support/synthetic.js';

const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);
const lengths = (count: number) => Array<number>(count).fill(100);

describe('compared pages', () => {
  it('are all except those of wholly zero 64K folios', () => {
    // Frames 16..31 and 32..47 are folios of 64K; the first is zero, the second has one zero page in it.
    const survey = syntheticSurvey(lengths(32), [...numbers(0, 15), 20], [{ pfn: 16, pages: 32 }]);
    assert.deepEqual([...comparedPages(survey, true)], numbers(16, 31));
  });

  it('include smaller folios where no larger one is aligned', () => {
    // Frames 14 and 15 are single-page folios, 16..31 is one of 64K.
    const survey = syntheticSurvey(lengths(18), [0, 5], [{ pfn: 14, pages: 18 }]);
    assert.deepEqual([...comparedPages(survey, true)], numbers(1, 17));
  });

  it('are grouped in file order without addresses', () => {
    // 0..15 is a folio, 16..19 are single pages at the end.
    const survey = syntheticSurvey(lengths(20), [...numbers(0, 15), 17], [{ pfn: 3, pages: 20 }]);
    assert.deepEqual([...comparedPages(survey, false)], [16, 18, 19]);
  });

  it('are none of a corpus of zeros', () => {
    const survey = syntheticSurvey(lengths(4), numbers(0, 3));
    assert.deepEqual([...comparedPages(survey, true)], []);
  });
});

describe('stored size', () => {
  it('counts an incompressible page whole, in bytes and in the pool', () => {
    // With its handle, 100 bytes take a slot of 112, of which 7 pages hold a whole number; 2000 bytes take half a page.
    // So 4 pages are 100 + 4096 + 4096 + 2000 bytes, and 7 + 1 + 1 + 1 pages of the pool.
    const stored = storedSize(Uint16Array.of(100, 4096, 5000, 2000), Uint32Array.of(0, 1, 2, 3));
    assert.deepEqual(stored, { ratio: 1.591916, poolRatio: 0.4, incompressibleShare: 0.5 });
  });

  it('covers only the given pages', () => {
    const stored = storedSize(Uint16Array.of(100, 4096, 2048), Uint32Array.of(1));
    assert.deepEqual(stored, { ratio: 1, poolRatio: 1, incompressibleShare: 1 });
  });

  it('is null for no pages', () => {
    const stored = storedSize(Uint16Array.of(100), new Uint32Array(0));
    assert.deepEqual(stored, { ratio: null, poolRatio: null, incompressibleShare: null });
  });

  it('does not depend on the order of pages', () => {
    const some = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(some, (each) => {
        const all = Uint32Array.from(each.keys());
        assert.deepEqual(
          storedSize(Uint16Array.from(each), all),
          storedSize(Uint16Array.from(each).sort(), all),
        );
      }),
    );
  });
});
