/** A page on a memcg's LRU. */
export interface Aged {
  readonly slot: number;
  readonly referenced: boolean;
  /** Of a folio that is being stored. */
  readonly busy: boolean;
}

export interface NaiveShrink {
  readonly result: 'written' | 'again' | 'nothing';
  /** Remaining entries, oldest first. */
  readonly left: readonly Aged[];
  /** Slots written back, in order. */
  readonly written: readonly number[];
  readonly failed: number;
  readonly scanned: number;
}

/** One shrink_memcg(), pass by pass over a list that is never changed in place. */
export function shrinkNaively(lru: readonly Aged[], scan: number): NaiveShrink {
  if (lru.length === 0) return { result: 'nothing', left: [], written: [], failed: 0, scanned: 0 };
  const seen = lru.slice(0, scan);
  const taken = seen.filter(({ referenced, busy }) => !referenced && !busy);
  const stay = seen.filter((page) => !taken.includes(page));
  const left = [...lru.slice(scan), ...stay.map((page) => ({ ...page, referenced: false }))];
  const here = {
    written: taken.map(({ slot }) => slot),
    failed: stay.filter(({ referenced }) => !referenced).length,
  };
  // The walk reads the next entry before it moves one to the end: an only entry is its own last.
  const onlyMoved = left.length === 1 && seen[seen.length - 1].referenced;
  const again = seen.length < scan && left.length > 0 && !onlyMoved;
  const more = again
    ? shrinkNaively(left, scan - seen.length)
    : { left, written: [], failed: 0, scanned: 0 };
  const written = [...here.written, ...more.written];
  return {
    result: written.length > 0 ? 'written' : 'again',
    left: more.left,
    written,
    failed: here.failed + more.failed,
    scanned: seen.length + more.scanned,
  };
}
