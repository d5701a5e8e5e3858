/** Breaks text into lines of at most `width` columns, at spaces where possible. */
export function wrapped(text: string, width: number): string[] {
  const words = text.split(/\s+/).flatMap((word) => pieces(word, width));
  return filled(words, width);
}

/** Joins items with commas and breaks them like {@link wrapped}; an item is broken only if it is longer than a line. */
export function wrappedList(items: readonly string[], width: number): string[] {
  const parts = items.map((item, i) => (i < items.length - 1 ? `${item},` : item));
  return filled(
    parts.flatMap((part) => (part.length > width ? wrapped(part, width) : [part])),
    width,
  );
}

/** Joins words into lines of at most `width`; a word that ends in a backslash ends its line. */
export function filled(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words.filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last === undefined || last.endsWith('\\') || last.length + 1 + word.length > width) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = `${last} ${word}`;
    }
  }
  return lines;
}

/** Splits a word into pieces of at most `width` characters, but of one at least. */
export function pieces(word: string, width: number): string[] {
  return word.match(new RegExp(`.{1,${Math.max(1, width)}}`, 'g')) ?? [];
}
