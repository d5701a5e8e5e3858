import type { SurveyedCorpus } from '../surveyed-corpus.js';

/** Returns a corpus whose columns are in shared memory, so that threads need no copies. */
export function inSharedMemory(surveyed: SurveyedCorpus): SurveyedCorpus {
  const { survey } = surveyed;
  const compressed = [...survey.compressed].map(
    ([name, { lengths, roundTrip }]) =>
      [name, { lengths: sharedCopy(lengths, Uint16Array), roundTrip }] as const,
  );
  return {
    ...surveyed,
    survey: {
      ...survey,
      zero: sharedCopy(survey.zero, Uint8Array),
      compressed: new Map(compressed),
    },
  };
}

type Column = Uint8Array | Uint16Array;

function sharedCopy<T extends Column>(column: T, Columns: new (memory: SharedArrayBuffer) => T): T {
  const copy = new Columns(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
}
