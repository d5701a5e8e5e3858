import type { Cell } from './document.js';

/** The store path contains the compressor. A median of `relativeToCompressor` above this is more than noise. */
const MOST_RELATIVE = 1.05;
const MAX_NAMED = 3;

/** Returns a sentence about cells whose `relativeToCompressor` is impossible; null if there are none. */
export function impossibleRatios(cells: readonly Cell[]): string | null {
  const above = cells.flatMap(({ key, timed }) => {
    const relative = timed?.relativeToCompressor ?? 0;
    return relative > MOST_RELATIVE ? [`${key} ${relative.toFixed(3)}`] : [];
  });
  if (above.length === 0) return null;
  const more = above.length - MAX_NAMED;
  const named = `${above.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return (
    `relativeToCompressor above ${MOST_RELATIVE} is impossible, because the store path contains the compressor: ` +
    `the host disturbed the measurement; repeat it with a longer --time (${named})`
  );
}
