/** What stands where there is no figure. */
export const NO_FIGURE = '-';

/** `12345`: a count, as it is. */
export function count(value: number): string {
  return String(value);
}

/** A share as a percentage with one decimal. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? NO_FIGURE : `${((100 * part) / whole).toFixed(1)}%`;
}

/** A signed difference. */
export function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

/** Nanoseconds in a unit that keeps three or four digits before the point at most. */
export function duration(ns: number): string {
  if (ns < 10_000) return `${Math.round(ns)} ns`;
  if (ns < 10_000_000) return `${Math.round(ns / 1000)} us`;
  return `${Math.round(ns / 1_000_000)} ms`;
}
