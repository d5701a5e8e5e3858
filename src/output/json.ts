// An array without arrays or objects in it, as JSON.stringify prints it; a newline is never inside a string.
const FLAT_ARRAY = /\[\n\s+([^[\]{}]*?)\n\s+\]/g;

/** One JSON document, indented by two, arrays of plain values on one line, with a newline at its end. */
export function formatJson(document: object): string {
  const text = JSON.stringify(document, null, 2);
  return `${text.replace(FLAT_ARRAY, (_, items: string) => `[${items.replace(/\n\s+/g, ' ')}]`)}\n`;
}
