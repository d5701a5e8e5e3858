// An array without nested arrays or objects, as JSON.stringify prints it; strings contain no newline.
const FLAT_ARRAY = /\[\n\s+([^[\]{}]*?)\n\s+\]/g;

/** Formats a JSON document, indented by two, arrays of plain values on one line, with a final newline. */
export function formatJson(document: object): string {
  const text = JSON.stringify(document, null, 2);
  return `${text.replace(FLAT_ARRAY, (_, items: string) => `[${items.replace(/\n\s+/g, ' ')}]`)}\n`;
}
