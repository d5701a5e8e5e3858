/** `a, b and c`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** As {@link listed}, but no more than a handful of them by name. */
export function someOf(names: readonly string[]): string {
  if (names.length <= HANDFUL) return listed(names);
  return listed([...names.slice(0, HANDFUL - 1), `${names.length - HANDFUL + 1} others`]);
}

const HANDFUL = 6;

/** `1 cell`, `2 cells`, `12,345 cells`. */
export function countOf(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

/** `12,345`: a whole number as prose has it. */
export function grouped(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}
