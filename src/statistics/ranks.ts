/** Ranks of some values, in their order. */
export interface Ranks {
  /** Doubled, so that the mean rank of equal values is a whole number. */
  readonly doubled: readonly number[];
  /** Sum over groups of t equal values of t^3 - t. */
  readonly tieTerm: number;
}

/** Ranks values from 1 up; equal values share the mean of their ranks. */
export function ranksOf(values: readonly number[]): Ranks {
  const rising = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const doubled = new Array<number>(values.length);
  let tieTerm = 0;
  for (let start = 0; start < rising.length; ) {
    let end = start;
    while (end < rising.length && rising[end].value === rising[start].value) end++;
    // Ranks start + 1 to end.
    for (let i = start; i < end; i++) doubled[rising[i].at] = start + 1 + end;
    tieTerm += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { doubled, tieTerm };
}
