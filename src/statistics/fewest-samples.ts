import { LEVEL } from './holm.js';
import { lowestP } from './mann-whitney.js';

/**
 * Fewest samples a side with which a difference can be significant among so many comparisons: below, even samples that do
 * not overlap have a p that Holm's correction raises to {@link LEVEL} or more.
 */
export function fewestSamples(comparisons: number): number {
  let samples = 1;
  while (lowestP(samples, samples) * comparisons >= LEVEL) samples++;
  return samples;
}
