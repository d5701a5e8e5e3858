import type { Run } from '../../model/folio/folio-queue.js';
import type { Survey } from './survey.js';

/** Returns the first and the second half of a surveyed corpus, as corpora of their own; a single page has no halves. */
export function surveyHalves(survey: Survey): Survey[] {
  const { pageCount } = survey;
  if (pageCount < 2) return [survey];
  const middle = Math.floor(pageCount / 2);
  return [surveyPart(survey, 0, middle), surveyPart(survey, middle, pageCount)];
}

function surveyPart(survey: Survey, from: number, end: number): Survey {
  const zero = survey.zero.subarray(from, end);
  const compressed = [...survey.compressed].map(
    ([name, { lengths, roundTrip }]) =>
      [name, { lengths: lengths.subarray(from, end), roundTrip }] as const,
  );
  return {
    runs: runsWithin(survey.runs, from, end),
    zero,
    pageCount: end - from,
    zeroPages: zero.reduce((sum, each) => sum + each, 0),
    sha256: survey.sha256,
    compressed: new Map(compressed),
  };
}

function runsWithin(runs: readonly Run[], from: number, end: number): Run[] {
  const within: Run[] = [];
  let first = 0;
  for (const { pfn, pages } of runs) {
    const low = Math.max(first, from);
    const high = Math.min(first + pages, end);
    if (low < high) within.push({ pfn: pfn + low - first, pages: high - low });
    first += pages;
  }
  return within;
}
