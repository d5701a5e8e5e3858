/** Placeholder for a missing figure. */
export const NO_FIGURE = '-';

/** Formats a count in decimal digits: `12345`. */
export function count(value: number): string {
  return String(value);
}

/** Formats a share as a percentage with one decimal. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? NO_FIGURE : `${((100 * part) / whole).toFixed(1)}%`;
}

/** Formats a share as a percentage with two significant digits, for shares of any size: `0.0016%`. */
export function finePercent(part: number, whole: number): string {
  if (whole === 0) return NO_FIGURE;
  const share = (100 * part) / whole;
  return `${share >= 10 ? Math.round(share) : Number(share.toPrecision(2))}%`;
}

/** Formats a ratio minus 1 as a signed percentage. */
export function share(change: number | null): string {
  if (change === null || !Number.isFinite(change)) return NO_FIGURE;
  return `${change > 0 ? '+' : ''}${(100 * change).toFixed(1)}%`;
}

/** Formats half the width of an interval as a share of its median. One sample has no interval. */
export function spread({ median, low, high, samples }: Interval): string {
  if (low === null || high === null || samples === 1) return NO_FIGURE;
  if (samples === 0 && low === high) return NO_FIGURE;
  return median === 0 ? NO_FIGURE : `+-${percent((high - low) / 2, median)}`;
}

/** Interval of the median of some samples; null if unknown. */
export interface Interval {
  readonly median: number;
  readonly low: number | null;
  readonly high: number | null;
  /** 0 if a document has no samples of it. */
  readonly samples: number;
}

/** Formats a signed difference. */
export function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

/** Formats a range of signed differences: `+1`, or `-3 .. +1`. */
export function signedRange(lowest: number, highest: number): string {
  return lowest === highest ? signed(lowest) : `${signed(lowest)} .. ${signed(highest)}`;
}

/** Formats nanoseconds in a unit that leaves at most four digits. */
export function duration(ns: number): string {
  if (ns < 10_000) return `${Math.round(ns)} ns`;
  if (ns < 10_000_000) return `${Math.round(ns / 1000)} us`;
  return `${Math.round(ns / 1_000_000)} ms`;
}

const BINARY_UNITS = [
  { name: 'TiB', size: 2 ** 40 },
  { name: 'GiB', size: 2 ** 30 },
  { name: 'MiB', size: 2 ** 20 },
  { name: 'KiB', size: 2 ** 10 },
] as const;

/** Formats bytes in a binary unit with at most two decimals: `2.12 MiB`. */
export function bytes(value: number): string {
  const unit = BINARY_UNITS.find(({ size }) => value >= size) ?? { name: 'B', size: 1 };
  return `${Number((value / unit.size).toFixed(2))} ${unit.name}`;
}

/** Formats a range: `542`, or `542 to 3016` if values differ. */
export function range(values: readonly number[], show: (value: number) => string): string {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return low === high ? show(low) : `${show(low)} to ${show(high)}`;
}
