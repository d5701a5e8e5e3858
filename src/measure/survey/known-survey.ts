import { usageFailure } from '../../common/errors.js';
import { KIND, type LengthsTotals } from '../../corpus/lengths/lengths-format.js';
import type { LengthsSource } from '../../corpus/lengths/lengths-source.js';
import { grown } from '../../model/heap/column.js';
import type { CompressedLengths } from './length-collector.js';
import type { Survey } from './survey-facts.js';

/** Compressors whose lengths are needed, and whether their round trips are. */
export interface NeededLengths {
  readonly compressors: readonly string[];
  readonly verify: boolean;
}

/** Returns the survey that a file of lengths holds. Throws a `Failure` if a compressor is missing. */
export async function knownSurvey(
  source: LengthsSource,
  { compressors, verify }: NeededLengths,
  onProgress: (pages: number) => void,
): Promise<Survey> {
  const places = compressors.map((name) => placeOf(source, name));
  const columns = places.map(() => new Uint16Array(0));
  const runs: { pfn: number; pages: number }[] = [];
  let zero = new Uint8Array(0);
  let pageCount = 0;
  let totals: LengthsTotals | undefined;
  for await (const line of source.lines()) {
    if ('sha256' in line) {
      totals = line;
      continue;
    }
    const { pfn, startsRun, kinds, lengths } = line;
    const pages = kinds.length;
    if (startsRun) runs.push({ pfn, pages });
    else runs[runs.length - 1].pages += pages;
    zero = grown(zero, pageCount + pages);
    for (let page = 0; page < pages; page++) {
      if (kinds[page] === KIND.zero) zero[pageCount + page] = 1;
    }
    for (const [i, place] of places.entries()) {
      columns[i] = grown(columns[i], pageCount + pages);
      columns[i].set(lengths[place], pageCount);
    }
    pageCount += pages;
    onProgress(pageCount);
  }
  const { zeroPages, sha256, roundTrips } = totals as LengthsTotals;
  const compressed = compressors.map((name, i): [string, CompressedLengths] => {
    const lengths = columns[i].subarray(0, pageCount);
    return [name, { lengths, roundTrip: verify ? roundTrips[places[i]] : null }];
  });
  return {
    ...{ runs, zero: zero.subarray(0, pageCount), pageCount, zeroPages, sha256 },
    compressed: new Map(compressed),
  };
}

function placeOf({ path, header }: LengthsSource, compressor: string): number {
  const place = header.compressors.indexOf(compressor);
  if (place >= 0) return place;
  throw usageFailure({
    subject: path,
    expected: `lengths of ${compressor}`,
    found: `those of ${header.compressors.join(', ')}`,
    remedy: 'name another compressor, or write the lengths of this one too (corpus lengths -c)',
  });
}
