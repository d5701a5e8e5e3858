/**
 * Decodes an LZ4 block from the format's description (lz4_Block_format.md): a token with two lengths, literals, an
 * offset of two bytes, a match of 4 bytes or more; the last sequence is literals only. Throws if it is not that.
 */
export function decodeLz4Block(block: Uint8Array): Uint8Array {
  const out: number[] = [];
  let at = 0;
  const next = () => {
    if (at >= block.length) throw new Error('the block ends in the middle of a sequence');
    return block[at++];
  };
  const lengthOf = (nibble: number) => {
    let length = nibble;
    for (let more = nibble === 15 ? 255 : 0; more === 255; length += more) more = next();
    return length;
  };
  for (;;) {
    const token = next();
    for (let left = lengthOf(token >> 4); left > 0; left--) out.push(next());
    if (at === block.length) return Uint8Array.from(out);
    const offset = next() | (next() << 8);
    if (offset === 0 || offset > out.length) throw new Error(`an offset of ${offset}`);
    for (let left = lengthOf(token & 15) + 4; left > 0; left--) out.push(out[out.length - offset]);
  }
}
