import { LEVEL } from './holm.js';
import { lowestP } from './mann-whitney.js';

/**
 * Minimum number of samples per side with which a difference can be significant among this many comparisons. With fewer,
 * even samples that do not overlap have a corrected p of {@link LEVEL} or more.
 */
export function fewestSamples(comparisons: number): number {
  let samples = 1;
  while (lowestP(samples, samples) * comparisons >= LEVEL) samples++;
  return samples;
}
