/**
 * Decodes an LZO1X stream of version 0 or 1 from the format's description (the kernel's Documentation/staging/lzo.rst), one
 * byte at a time. Throws if it is not one, or makes more than `limit` bytes.
 */
export function decodeLzoStream(stream: Uint8Array, limit: number): Uint8Array {
  const out: number[] = [];
  let at = 0;
  let before = 0;
  const next = () => {
    if (at >= stream.length) throw new Error('the stream ends in the middle of an instruction');
    return stream[at++];
  };
  const push = (byte: number) => {
    if (out.length === limit) throw new Error(`more than ${limit} bytes`);
    out.push(byte);
  };
  const literals = (count: number) => {
    for (let left = count; left > 0; left--) push(next());
    before = Math.min(count, 4);
  };
  const lengthOf = (bits: number, most: number) => {
    if (bits > 0) return bits;
    let length = most;
    let more = next();
    for (; more === 0; more = next()) length += 255;
    return length + more;
  };
  const repeat = (length: number, distance: number, after: number) => {
    if (distance > out.length) throw new Error(`${distance} back from ${out.length}`);
    for (let left = length; left > 0; left--) push(out[out.length - distance]);
    literals(after);
  };

  const isVersioned = stream.length >= 5 && stream[0] === 17;
  if (isVersioned) {
    if (stream[1] !== 1) throw new Error(`version ${stream[1]}`);
    at = 2;
  }
  if (at < stream.length && stream[at] > 17) literals(next() - 17);
  for (;;) {
    const code = next();
    if (code >= 64) {
      const length = (code >> 5) + 1;
      repeat(length, next() * 8 + ((code >> 2) & 7) + 1, code & 3);
    } else if (code >= 32) {
      const length = 2 + lengthOf(code & 31, 31);
      const operand = next() | (next() << 8);
      repeat(length, (operand >> 2) + 1, operand & 3);
    } else if (code >= 16) {
      const isHigh = (code & 8) !== 0;
      const operand = stream[at] | (stream[at + 1] << 8);
      if (isVersioned && isHigh && operand >= 0xfffc) {
        at += 2;
        for (let left = next() * 8 + (code & 7) + 4; left > 0; left--) push(0);
        literals(operand & 3);
      } else {
        if (code !== 17 || operand !== 0) throw new Error('more than 16 KiB back');
        at += 2;
        if (at !== stream.length) throw new Error('the end comes before the end');
        return Uint8Array.from(out);
      }
    } else if (before === 0) {
      literals(3 + lengthOf(code, 15));
    } else {
      const [length, nearest] = before === 4 ? [3, 2049] : [2, 1];
      repeat(length, next() * 4 + (code >> 2) + nearest, code & 3);
    }
  }
}
