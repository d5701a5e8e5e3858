import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { overlaps, union } from '../../src/corpus/address-range.js';

const range = fc
  .tuple(fc.nat(60), fc.nat(8))
  .map(([start, length]) => ({ start, end: start + length }));

describe('address ranges', () => {
  it('are merged where they touch, overlap or contain each other', () => {
    const ranges = [
      { start: 40, end: 50 },
      { start: 0, end: 20 },
      { start: 5, end: 7 },
      { start: 20, end: 25 },
      { start: 30, end: 31 },
    ];
    assert.deepEqual(union(ranges), [
      { start: 0, end: 25 },
      { start: 30, end: 31 },
      { start: 40, end: 50 },
    ]);
    assert.deepEqual(union([]), []);
  });

  it('hold the same addresses after merging, in order, with gaps between', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const merged = union(ranges);
        for (let address = 0; address < 70; address++) {
          const within = ({ start, end }: { start: number; end: number }) =>
            address >= start && address < end;
          assert.equal(merged.some(within), ranges.some(within));
        }
        for (let i = 1; i < merged.length; i++) assert.ok(merged[i].start > merged[i - 1].end);
      }),
      { seed: 4 },
    );
  });

  it('overlap another range if and only if they share an address', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), range, (ranges, { start, end }) => {
        const shared = ranges.some(
          (other) => Math.max(start, other.start) < Math.min(end, other.end),
        );
        const full = union(ranges.filter((other) => other.end > other.start));
        if (end > start) assert.equal(overlaps(full, start, end), shared);
      }),
      { seed: 5 },
    );
  });
});
