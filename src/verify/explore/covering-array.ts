import { Random } from '../../common/random.js';

/** Candidates for each row, of which the best is kept. */
const CANDIDATES = 8;

/**
 * Rows of values of several dimensions in which every pair of values of two dimensions occurs. Greedy: each row starts with
 * a pair that is still missing and takes the values that add most pairs. Source: Cohen, Dalal, Fredman, Patton, The AETG System,
 * IEEE Transactions on Software Engineering 23(7), 1997.
 *
 * @param sizes number of values of each dimension
 */
export function coveringArray(sizes: readonly number[], seed: number): number[][] {
  const random = new Random('covering array', seed, ...sizes);
  const missing = new MissingPairs(sizes);
  const rows: number[][] = [];
  while (missing.count > 0) {
    let best: number[] = [];
    let most = 0;
    for (let i = 0; i < CANDIDATES; i++) {
      const row = candidate(sizes, missing, random);
      const gain = missing.gain(row);
      if (gain > most) [best, most] = [row, gain];
    }
    missing.cover(best);
    rows.push(best);
  }
  return rows;
}

function candidate(sizes: readonly number[], missing: MissingPairs, random: Random): number[] {
  const row = new Array<number>(sizes.length).fill(-1);
  const [one, other] = missing.some(random);
  row[one.dimension] = one.value;
  row[other.dimension] = other.value;
  const first = random.below(sizes.length);
  for (let i = 0; i < sizes.length; i++) {
    const dimension = (first + i) % sizes.length;
    if (row[dimension] < 0) row[dimension] = bestValue(row, dimension, { sizes, missing, random });
  }
  return row;
}

function bestValue(
  row: readonly number[],
  dimension: number,
  { sizes, missing, random }: { sizes: readonly number[]; missing: MissingPairs; random: Random },
): number {
  const start = random.below(sizes[dimension]);
  let best = start;
  let most = -1;
  for (let i = 0; i < sizes[dimension]; i++) {
    const value = (start + i) % sizes[dimension];
    const gain = missing.gainOf(row, dimension, value);
    if (gain > most) [best, most] = [value, gain];
  }
  return best;
}

interface DimensionValue {
  readonly dimension: number;
  readonly value: number;
}

/** Pairs of values that no row has yet. */
class MissingPairs {
  count = 0;
  readonly #first: number[] = [];
  readonly #values: DimensionValue[] = [];
  /** By pair of value numbers: 1 while missing. */
  readonly #missing: Uint8Array;

  constructor(sizes: readonly number[]) {
    for (const [dimension, size] of sizes.entries()) {
      this.#first.push(this.#values.length);
      for (let value = 0; value < size; value++) this.#values.push({ dimension, value });
    }
    const all = this.#values.length;
    this.#missing = new Uint8Array(all * all);
    for (let one = 0; one < all; one++) {
      for (let other = 0; other < all; other++) {
        if (this.#values[one].dimension >= this.#values[other].dimension) continue;
        this.#missing[one * all + other] = 1;
        this.count++;
      }
    }
  }

  /** Returns a missing pair, near a random place. */
  some(random: Random): readonly [DimensionValue, DimensionValue] {
    const start = random.below(this.#missing.length);
    const after = this.#missing.indexOf(1, start);
    const at = after < 0 ? this.#missing.indexOf(1) : after;
    const all = this.#values.length;
    return [this.#values[Math.floor(at / all)], this.#values[at % all]];
  }

  /** Returns the number of missing pairs of a row. */
  gain(row: readonly number[]): number {
    let gain = 0;
    for (const [dimension, value] of row.entries()) gain += this.gainOf(row, dimension, value);
    return gain / 2;
  }

  /** Returns the number of missing pairs of a value with those of a row that are chosen. */
  gainOf(row: readonly number[], dimension: number, value: number): number {
    let gain = 0;
    for (const [other, otherValue] of row.entries()) {
      if (other !== dimension && otherValue >= 0) {
        gain += this.#missing[this.#place(dimension, value, other, otherValue)];
      }
    }
    return gain;
  }

  cover(row: readonly number[]): void {
    for (const [one, value] of row.entries()) {
      for (let other = one + 1; other < row.length; other++) {
        const place = this.#place(one, value, other, row[other]);
        this.count -= this.#missing[place];
        this.#missing[place] = 0;
      }
    }
  }

  #place(one: number, value: number, other: number, otherValue: number): number {
    const [low, high] = [this.#first[one] + value, this.#first[other] + otherValue];
    return Math.min(low, high) * this.#values.length + Math.max(low, high);
  }
}
