import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { Ewma } from '../../../src/model/zswap/ewma.js';

const NONE = -1;

function averageOf(values: readonly number[]): number {
  const ewma = new Ewma();
  for (const value of values) ewma.add(value);
  return ewma.read(NONE);
}

test('before the first value it is the fallback, after it the first value', () => {
  assert.equal(averageOf([]), NONE);
  assert.equal(averageOf([1000]), 1000);
  assert.equal(averageOf([0]), 0);
  assert.equal(averageOf([4096]), 4096);
});

test('a value weighs 1/128, in 1024ths, rounded down; what is read is rounded up', () => {
  // 1000 stands as 1024000. With 2000: (127 * 1024000 + 2048000) / 128 = 1032000, read as 1007.8, up to 1008.
  assert.equal(averageOf([1000, 2000]), 1008);
  // With 0 then: 127 * 1032000 / 128 = 1023937.5, down to 1023937; read as 999.9, up to 1000.
  assert.equal(averageOf([1000, 2000, 0]), 1000);
  // 1 stands as 1024; with 0: 127 * 1024 / 128 = 1016, which is less than 1 and reads as 1.
  assert.equal(averageOf([1, 0]), 1);
  // 128 stands as 131072; with 0: exactly 130048, which is 127.
  assert.equal(averageOf([128, 0]), 127);
});

test('zeros wear it down to 0, since it is rounded down', () => {
  // From 4096 on: a 128th of 2^22 is 2^15, so that it halves in some 89 steps; below 128 it still loses 1 a step.
  const ewma = new Ewma();
  ewma.add(4096);
  for (let i = 0; i < 89; i++) ewma.add(0);
  assert.ok(Math.abs(ewma.read(NONE) - 2048) < 20, 'half after 89');
  for (let i = 0; i < 2000; i++) ewma.add(0);
  assert.equal(ewma.read(NONE), 0);
});

test('full pages alone keep it where it is, and from below it comes as close as can be read', () => {
  assert.equal(averageOf(Array(500).fill(4096)), 4096);
  // Rounding down stops the rise where a 128th of the distance is less than 1: 127 / 1024 of a byte, so it reads full.
  assert.equal(averageOf([1, ...Array(5000).fill(4096)]), 4096);
});

/** The same in whole numbers of any size: what is added is a 128th of the distance. */
function exactly(values: readonly number[]): number {
  let scaled: bigint | null = null;
  for (const value of values) {
    const next: bigint = BigInt(value) * 1024n;
    if (scaled === null) {
      scaled = next;
      continue;
    }
    const distance: bigint = next - scaled;
    scaled += distance >= 0n ? distance / 128n : -((127n - distance) / 128n);
  }
  if (scaled === null) return NONE;
  return Number((scaled + 1023n) / 1024n);
}

test('any values give what exact arithmetic gives, between the smallest and the largest', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 4096 }), { minLength: 1, maxLength: 400, size: 'max' }),
      (values) => {
        const average = averageOf(values);
        assert.equal(average, exactly(values));
        assert.ok(average >= Math.min(...values) && average <= Math.max(...values));
      },
    ),
  );
});

test('a long seeded course of lengths', () => {
  const random = new Random('ewma');
  const values: number[] = [];
  const ewma = new Ewma();
  for (let i = 0; i < 2000; i++) {
    values.push(random.below(3) === 0 ? 4096 : random.below(2048));
    ewma.add(values[i]);
    if (i % 100 === 0) assert.equal(ewma.read(NONE), exactly(values));
  }
  // A third of 4096 and two thirds of 1024: 2048 in the mean; one deviation of such an average is some 100.
  assert.ok(Math.abs(ewma.read(NONE) - 2048) < 400);
});
