import { Random } from '../../common/random.js';
import { RANGE_PAGES, type SyntheticModel, sizeKey } from './synthetic-model.js';

const UNIFORM_SUM = 12;

/**
 * Returns the rank of each page, from 0, by a Gaussian copula: each page has a normal number with a factor in common for
 * each naturally aligned range that it lies in. Two pages correlate as the model says for the smallest range that holds
 * both. Source: Li, On Default Correlation: A Copula Function Approach (2000), with nested factors.
 *
 * @param pfns rising page frame numbers
 */
export function pageRanks(
  { seed, correlation }: Pick<SyntheticModel, 'seed' | 'correlation'>,
  pfns: Float64Array,
): Uint32Array {
  const levels = factorsOf(correlation);
  const numbers = new Float64Array(pfns.length);
  for (const { pages, weight } of levels) {
    let range = -1;
    let factor = 0;
    for (let page = 0; page < pfns.length; page++) {
      const own = Math.floor(pfns[page] / pages);
      if (own !== range) factor = weight * normal(new Random(seed, 'factor', pages, own));
      range = own;
      numbers[page] += factor;
    }
  }
  const order = new Uint32Array(pfns.length).map((_, page) => page);
  order.sort((one, other) => numbers[one] - numbers[other] || one - other);
  const ranks = new Uint32Array(pfns.length);
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank]] = rank;
  return ranks;
}

/** Returns the weights of the factors, so that variances add up to 1. The last range is the page itself. */
function factorsOf(correlation: SyntheticModel['correlation']) {
  let above = 0;
  return [...RANGE_PAGES, 1].map((pages) => {
    const within = pages === 1 ? 1 : correlation[sizeKey(pages)];
    const weight = Math.sqrt(within - above);
    above = within;
    return { pages, weight };
  });
}

/** Returns a nearly normal number: a sum of uniform ones, exact on every machine. */
function normal(random: Random): number {
  let sum = 0;
  for (let i = 0; i < UNIFORM_SUM; i++) sum += random.uint32();
  return sum / 2 ** 32 - UNIFORM_SUM / 2;
}
