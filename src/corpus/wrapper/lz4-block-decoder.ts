const MIN_MATCH = 4;

/**
 * Decodes a block of LZ4 into `output` from `start` on; matches may reach back before it. Source: LZ4 Block Format
 * Description.
 *
 * @returns the position after the decoded bytes; -1 for a damaged block, or one that does not fit
 */
export function decodeLz4Block(block: Uint8Array, output: Uint8Array, start: number): number {
  let from = 0;
  let to = start;
  while (from < block.length) {
    const token = block[from++];
    let literals = token >>> 4;
    if (literals === 15) {
      for (let more = 255; more === 255; literals += more) {
        if (from >= block.length) return -1;
        more = block[from++];
      }
    }
    if (from + literals > block.length || to + literals > output.length) return -1;
    output.set(block.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from === block.length) return to;
    if (from + 2 > block.length) return -1;
    const distance = block[from] | (block[from + 1] << 8);
    from += 2;
    let length = (token & 15) + MIN_MATCH;
    if ((token & 15) === 15) {
      for (let more = 255; more === 255; length += more) {
        if (from >= block.length) return -1;
        more = block[from++];
      }
    }
    if (distance === 0 || distance > to || to + length > output.length) return -1;
    copyMatch(output, to, distance, length);
    to += length;
  }
  // A block ends with literals.
  return -1;
}

/** Copies a match, which may overlap what it produces. */
export function copyMatch(output: Uint8Array, to: number, distance: number, length: number): void {
  for (let done = 0; done < length; ) {
    const part = Math.min(length - done, distance + done);
    output.copyWithin(to + done, to - distance, to - distance + part);
    done += part;
  }
}
