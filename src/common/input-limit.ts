let maxBytes = 2 ** 34;

/** Sets the maximum size of standard input: `--max`. */
export function limitStandardInput(bytes: number): void {
  maxBytes = bytes;
}

/** Returns the maximum size of standard input in bytes. */
export function standardInputLimit(): number {
  return maxBytes;
}
