import { counted } from '../../common/counted.js';
import type { Conclusion } from '../../output/report.js';
import {
  type ComparedCell,
  type CompressorComparison,
  mayBeFastest,
  REFERENCE,
  roundTripFaults,
  type Speed,
} from './document.js';

/** Concludes `compressors`: the best of each corpus, in the order of how many corpora they are best in. */
export function compressorsConclusion(comparison: CompressorComparison): Conclusion {
  const faults = roundTripFaults(comparison).length;
  if (faults > 0) return { text: `pages changed in ${counted(faults, 'round trip')}`, tone: 'bad' };
  const corpora = comparison.corpora.map(({ name }) =>
    comparison.cells.filter(
      ({ corpus, compressor }) => corpus === name && compressor !== REFERENCE,
    ),
  );
  const parts = [
    part('smallest pool', corpora.map(smallestPool)),
    part('fastest (* or ~) compression', corpora.map(fastest(({ compressMBps }) => compressMBps))),
    part(
      'fastest (* or ~) decompression',
      corpora.map(fastest(({ decompressMBps }) => decompressMBps)),
    ),
  ];
  const text = parts.filter((each) => each !== null).join('; ');
  return { text: text || 'nothing to compare', tone: 'good' };
}

function smallestPool(cells: readonly ComparedCell[]): string[] {
  const best = Math.max(...cells.map(({ poolRatio }) => poolRatio ?? 0));
  return best === 0 ? [] : namesWhere(cells, ({ poolRatio }) => poolRatio === best);
}

function fastest(speedOf: (cell: ComparedCell) => Speed | undefined) {
  return (cells: readonly ComparedCell[]) =>
    namesWhere(cells, (cell) => {
      const relative = speedOf(cell)?.relativeToFastest ?? null;
      return relative !== null && mayBeFastest(relative);
    });
}

function namesWhere(cells: readonly ComparedCell[], isBest: (cell: ComparedCell) => boolean) {
  return cells.filter(isBest).map(({ compressor }) => compressor);
}

/** Counts the corpora by their best compressors: `smallest pool: zstd (6 of 7 corpora), lz4 (1)`. */
function part(title: string, best: readonly (readonly string[])[]): string | null {
  const counts = new Map<string, number>();
  for (const name of best.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].sort(([, a], [, b]) => b - a);
  if (names.length === 0) return null;
  const list = names.map(([name, count], i) => {
    const corpora = i === 0 ? ` of ${best.length} corpora` : '';
    return best.length === 1 ? name : `${name} (${count}${corpora})`;
  });
  return `${title}: ${list.join(', ')}`;
}
