import { TABLE } from './size-classes.js';

/**
 * Returns the pages of a pool in which every zspage but one of each size class is full, as after stores alone.
 *
 * @param objects number of objects by length, for lengths of 1 to PAGE_SIZE; element 0 is not used
 */
export function packedPages(objects: Uint32Array): number {
  const { classes, classOfLength } = TABLE;
  const ofClass = new Float64Array(classes.length);
  for (let length = 1; length < objects.length; length++) {
    ofClass[classOfLength[length]] += objects[length];
  }
  return classes.reduce(
    (pages, { objsPerZspage, pagesPerZspage }, i) =>
      pages + Math.ceil(ofClass[i] / objsPerZspage) * pagesPerZspage,
    0,
  );
}
