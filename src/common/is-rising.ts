/** Returns whether no value is below the one before it. */
export function isRising(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value >= values[i - 1]);
}
