import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../src/common/random.js';

const WORD = 1n << 32n;
const word = (value: bigint) => ((value % WORD) + WORD) % WORD;

/** sfc32 as PractRand defines it, in BigInt arithmetic modulo 2^32. */
function* sfc32(a: bigint, b: bigint, c: bigint): Generator<number> {
  for (let counter = 1n; ; counter++) {
    const sum = word(a + b + counter);
    a = b ^ (b >> 9n);
    b = word(c * 9n);
    c = word(c * (1n << 21n) + (c >> 11n) + sum);
    yield Number(sum);
  }
}

/** FNV-1a over `text` from a given start, with its upper bits folded into the lower. */
function fold(text: string, start: bigint): bigint {
  let hash = start;
  for (const letter of text) hash = word((hash ^ BigInt(letter.charCodeAt(0))) * 0x01000193n);
  return hash ^ (hash >> 15n);
}

function expected(text: string, count: number): number[] {
  const a = fold(text, 0x811c9dc5n);
  const b = fold(text, a ^ 0x9e3779b9n);
  const c = fold(text, b ^ 0x85ebca6bn);
  const sequence = sfc32(a, b, c);
  return Array.from({ length: 12 + count }, () => sequence.next().value as number).slice(12);
}

const drawn = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.uint32());

test('Random: the sequence of a seed is pinned', () => {
  // The definition above gives the same numbers. They are pinned so that both cannot change together.
  const first = [207184860, 3099899688, 3512762429, 4030004222];
  assert.deepEqual(drawn(new Random('pinned', 1), 4), first);
  assert.deepEqual(expected('pinned\u00001', 4), first);
});

test('uint32: sfc32 seeded from the text, after twelve discarded numbers', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20, unit: 'binary-ascii' }), fc.nat(), (name, seed) => {
      assert.deepEqual(drawn(new Random(name, seed), 40), expected(`${name}\u0000${seed}`, 40));
    }),
  );
});

test('Random: each combination of seeds has its own sequence', () => {
  const seeds: (string | number)[][] = [[1], [2], ['a', 'b'], ['b', 'a'], ['ab'], ['ab', ''], []];
  const sequences = seeds.map((seed) => drawn(new Random(...seed), 4).join());
  assert.equal(new Set(sequences).size, seeds.length);
});

test('below: whole numbers of 0 .. bound - 1, for bounds up to 2^21', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1 << 21 }), fc.nat(), (bound, seed) => {
      const raw = new Random(seed);
      const random = new Random(seed);
      for (let i = 0; i < 20; i++) {
        // Exact: floor(number x bound / 2^32) in BigInt arithmetic.
        assert.equal(random.below(bound), Number((BigInt(raw.uint32()) * BigInt(bound)) / WORD));
      }
    }),
  );
});

test('below: reaches every value about equally often', () => {
  const counts = new Uint32Array(10);
  const random = new Random('evenness');
  for (let i = 0; i < 10_000; i++) counts[random.below(10)]++;
  // 1000 each; four standard deviations of 30 are 120. The seed is fixed, so the result is too.
  assert.ok(
    counts.every((count) => Math.abs(count - 1000) < 120),
    counts.join(),
  );
});
