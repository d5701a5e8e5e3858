import { SIGNIFICANCE_LEVEL } from './holm.js';
import { lowestP } from './mann-whitney.js';

/**
 * Minimum number of samples per side with which a difference can be significant among this many comparisons. With fewer,
 * even samples that do not overlap have a corrected p of {@link SIGNIFICANCE_LEVEL} or more.
 */
export function minSamples(comparisons: number): number {
  let samples = 1;
  while (lowestP(samples, samples) * comparisons >= SIGNIFICANCE_LEVEL) samples++;
  return samples;
}
