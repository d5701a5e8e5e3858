import { sizeClasses } from '../../model/zsmalloc/size-classes.js';

/**
 * Upper bound on the pages that a pool of `limitPages` can hold: each page takes only its slot's share of a full zspage.
 * This is a fractional knapsack of equal values, so the cheapest pages go first (Dantzig, 1957). Exact in rationals.
 *
 * @param offered number of pages for each compressed length, 0 .. 4096
 */
export function knapsackBound(offered: Uint32Array, limitPages: number): number {
  const { classes, classOfLength } = sizeClasses();
  const inClass = new Array<number>(classes.length).fill(0);
  for (let length = 1; length < offered.length; length++) {
    inClass[classOfLength[length]] += offered[length];
  }
  const cheapestFirst = classes
    .map(({ pagesPerZspage, objsPerZspage }, i) => ({
      pagesPerZspage,
      objsPerZspage,
      pages: inClass[i],
    }))
    .sort((a, b) => a.pagesPerZspage * b.objsPerZspage - b.pagesPerZspage * a.objsPerZspage);
  // numerator / denominator is the free part of the pool in pages.
  let numerator = BigInt(limitPages);
  let denominator = 1n;
  let held = 0;
  for (const { pagesPerZspage, objsPerZspage, pages } of cheapestFirst) {
    const cost = BigInt(pagesPerZspage);
    const objects = BigInt(objsPerZspage);
    const fit = (numerator * objects) / (denominator * cost);
    if (fit < BigInt(pages)) return held + Number(fit);
    held += pages;
    numerator = numerator * objects - BigInt(pages) * cost * denominator;
    denominator *= objects;
  }
  return held;
}
