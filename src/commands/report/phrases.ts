/** Joins names: `a, b and c`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** Joins names like {@link listed}, at most {@link MAX_LISTED}; the rest is counted. */
export function someOf(names: readonly string[]): string {
  if (names.length <= MAX_LISTED) return listed(names);
  return listed([...names.slice(0, MAX_LISTED - 1), `${names.length - MAX_LISTED + 1} others`]);
}

const MAX_LISTED = 6;

/** Formats a number with its noun: `1 cell`, `2 cells`, `12,345 cells`. */
export function countedWithCommas(n: number, one: string, many = `${one}s`): string {
  return `${withCommas(n)} ${n === 1 ? one : many}`;
}

/** Formats a whole number for prose: `12,345`. */
export function withCommas(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}
