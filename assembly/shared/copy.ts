/** Copies in steps of 16 bytes, at least one step: reads and writes up to 15 bytes too many, 16 for a length of 0. */
export function wildCopy(to: usize, from: usize, length: usize): void {
  const end = to + length;
  do {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  } while (to < end);
}
