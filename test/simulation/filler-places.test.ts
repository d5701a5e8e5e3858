import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sizeClasses } from '../../src/model/zsmalloc/size-classes.js';
import { FillerPages } from '../../src/simulation/filler-pages.js';
import { FillerPlaces } from '../../src/simulation/filler-places.js';
import { bareZswap } from '../support/bare-zswap.js';

const { classes, classOfLength } = sizeClasses();

function placesOf(lengths: readonly number[], fillers: number): FillerPlaces {
  return new FillerPlaces(
    new FillerPages(bareZswap({ lengths }), new Uint8Array(lengths.length)),
    fillers,
  );
}

test('places of fillers, by hand: each class is filled in order, through one pass after another', () => {
  // 15 objects of 2100 bytes in a zspage; 4096 has one to itself.
  const places = placesOf([2100, 4096, 2100], 300);
  const [half, huge] = [classOfLength[2100], classOfLength[4096]];
  assert.deepEqual(places.placeOf(0), { classIndex: half, zspage: 0, object: 0 });
  assert.deepEqual(places.placeOf(2), { classIndex: half, zspage: 0, object: 1 });
  assert.deepEqual(places.placeOf(3), { classIndex: half, zspage: 0, object: 2 });
  assert.deepEqual(places.placeOf(3 * 7 + 2), { classIndex: half, zspage: 1, object: 0 });
  assert.deepEqual(places.placeOf(3 * 7 + 1), { classIndex: huge, zspage: 7, object: 0 });
});

test('places of fillers: as counted one by one, and back', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 300 }), (some, fillers) => {
      const places = placesOf(some, fillers);
      const allocated = new Map<number, number>();
      for (let filler = 0; filler < fillers; filler++) {
        const classIndex = classOfLength[some[filler % some.length]];
        const before = allocated.get(classIndex) ?? 0;
        allocated.set(classIndex, before + 1);
        const { objsPerZspage } = classes[classIndex];
        const place = places.placeOf(filler);
        assert.deepEqual(place, {
          classIndex,
          zspage: Math.floor(before / objsPerZspage),
          object: before % objsPerZspage,
        });
        assert.equal(places.fillerAt(place), filler);
      }
    }),
  );
});
