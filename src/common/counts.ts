/** One count per name. */
export type Counts<N extends string> = { [Name in N]: number };

/** Returns a count of zero for each name, in the order given. */
export function zeroCounts<N extends string>(names: readonly N[]): Counts<N> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Counts<N>;
}
