const LINE = /^(?:\S*\/)?([a-z]\w*)(?::\s*|\s+)(\d+)$/;

/**
 * Parses lines of a name and a whole number: `name value` as in memory.stat, or `path/name:value` as `grep -r . FOLDER` prints
 * a folder of values. Returns null for any other line, a name that occurs twice or a number that is not exact.
 */
export function namedValues(text: string): ReadonlyMap<string, number> | null {
  const values = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [, name, digits] = LINE.exec(line.trim()) ?? [];
    const value = Number(digits);
    if (name === undefined || values.has(name) || !Number.isSafeInteger(value)) return null;
    values.set(name, value);
  }
  return values;
}
