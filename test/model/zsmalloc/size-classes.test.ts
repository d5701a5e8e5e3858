import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SizeClass, sizeClasses } from '../../../src/model/zsmalloc/size-classes.js';
import { shapeOf } from '../../support/brute-zsmalloc.js';

/** A class of one object per page: the handle moves to the page descriptor, so 4096 bytes fit. */
function isHuge(sizeClass: SizeClass): boolean {
  return sizeClass.pagesPerZspage === 1 && sizeClass.objsPerZspage === 1;
}

function classFor(length: number, chainSize?: number): SizeClass {
  const { classes, classOfLength } = sizeClasses(chainSize);
  return classes[classOfLength[length]];
}

// Chain size, merged classes, first length that costs a whole page.
const TABLES = [
  [4, 69, 3257],
  [8, 119, 3625],
  [16, 192, 3833],
] as const;

for (const [chainSize, count, hugeFrom] of TABLES) {
  test(`a chain of ${chainSize}: ${count} classes, huge from ${hugeFrom} bytes`, () => {
    assert.equal(sizeClasses(chainSize).classes.length, count);
    assert.equal(isHuge(classFor(hugeFrom - 1, chainSize)), false);
    for (let length = hugeFrom; length <= 4096; length++) {
      assert.deepEqual(classFor(length, chainSize), {
        size: 4096,
        pagesPerZspage: 1,
        objsPerZspage: 1,
      });
    }
  });

  test(`a chain of ${chainSize}: every length's class follows from the kernel's rules`, () => {
    for (let length = 1; length <= 4096; length++) {
      const { size, pages, objects } = shapeOf(length, chainSize);
      assert.deepEqual(
        classFor(length, chainSize),
        { size, pagesPerZspage: pages, objsPerZspage: objects },
        `${length} bytes`,
      );
    }
  });

  test(`a chain of ${chainSize}: classes rise, and every object has room for its handle`, () => {
    const { classes, classOfLength } = sizeClasses(chainSize);
    assert.ok(classes.every(({ size }, i) => i === 0 || classes[i - 1].size < size));
    for (let length = 1; length < hugeFrom; length++) {
      const { size } = classes[classOfLength[length]];
      assert.ok(size >= length + 8, `${length} bytes in ${size}`);
    }
    for (const { size, pagesPerZspage, objsPerZspage } of classes) {
      assert.ok(size * objsPerZspage <= 4096 * pagesPerZspage && pagesPerZspage <= chainSize);
      assert.ok(objsPerZspage <= 256, 'a handle has eight bits for the object');
    }
  });
}

// Length range, slot, pages and objects of a zspage, by hand. 89: with its handle 97, so the slot of 112; of 1..8 pages
// 7 waste 7 x 4096 mod 112 = 0 bytes, fewer waste some; 7 x 4096 / 112 = 256 objects. 2041: 2049 with its handle. The
// smallest raw class is 2064, the largest that also gets 15 objects into 8 pages 2176; all between are merged into it.
const SPOTS = [
  [1, 24, 32, 1, 128],
  [89, 104, 112, 7, 256],
  [1017, 1048, 1056, 8, 31],
  [1913, 2040, 2048, 1, 2],
  [2041, 2168, 2176, 8, 15],
  [3177, 3256, 3264, 4, 5],
  [3497, 3576, 3584, 7, 8],
  [3577, 3624, 3632, 8, 9],
  [3625, 4096, 4096, 1, 1],
] as const;

for (const [from, to, size, pagesPerZspage, objsPerZspage] of SPOTS) {
  test(`the default chain: ${from} to ${to} bytes take ${size} of a ${pagesPerZspage}-page zspage`, () => {
    const expected = { size, pagesPerZspage, objsPerZspage };
    for (let length = from; length <= to; length++) assert.deepEqual(classFor(length), expected);
    for (const outside of [from - 1, to + 1].filter((length) => length >= 1 && length <= 4096)) {
      assert.notEqual(classFor(outside).size, size, `${outside} bytes`);
    }
  });
}
