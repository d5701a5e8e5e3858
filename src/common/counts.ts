/** A count for each of some names. */
export type Counts<N extends string> = { [Name in N]: number };

/** Zero for every name, in the order of the names. */
export function zeroCounts<N extends string>(names: readonly N[]): Counts<N> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Counts<N>;
}
