import { usageFailure } from './errors.js';

/** Finds `name` among `known`, or throws a usage `Failure` that suggests the nearest and lists them all. */
export function findKnown<T>(kind: string, name: string, known: ReadonlyMap<string, T>): T {
  const found = known.get(name);
  if (found !== undefined) return found;
  const names = [...known.keys()];
  const near = nearest(name, names);
  throw usageFailure({
    subject: kind,
    expected: choiceAmong(names),
    found: `'${name}'`,
    remedy: near === undefined ? 'choose from the list' : `did you mean '${near}'?`,
  });
}

/** `one of a, b`, to complete "expected ...". */
export function choiceAmong(names: readonly string[]): string {
  return names.length === 1 ? names[0] : `one of ${names.join(', ')}`;
}

/** The name that takes the fewest edits to reach, if those are at most a third of its length or 2. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestEdits = Number.POSITIVE_INFINITY;
  for (const candidate of names) {
    const edits = editDistance(name, candidate);
    if (edits < bestEdits && edits <= Math.max(2, Math.floor(candidate.length / 3))) {
      best = candidate;
      bestEdits = edits;
    }
  }
  return best;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
