/** One JSON document, indented by two, with a newline at its end. */
export function formatJson(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
