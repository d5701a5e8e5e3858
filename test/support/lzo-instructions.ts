import { PAGE_SIZE } from '../../src/common/page.js';
import { Random } from '../../src/common/random.js';

/** A length on top of `least`, in an instruction's low bits, of which `most` is the greatest, and the bytes that follow it. */
function lengthBytes(length: number, least: number, most: number): [number, number[]] {
  if (length - least <= most) return [length - least, []];
  const bytes: number[] = [];
  let rest = length - least - most;
  for (; rest > 255; rest -= 255) bytes.push(0);
  return [0, [...bytes, rest]];
}

/** A stream of instructions of every kind in seeded order that decodes to one page; `version` 1 has runs of zeros. */
export function lzoStream(seed: number, version: 0 | 1): Uint8Array {
  const random = new Random('lzo instructions', seed);
  const bytes: number[] = version === 1 ? [17, 1] : [];
  let made = 0;
  let before = 0;
  const literals = (count: number) => {
    for (let left = count; left > 0; left--) bytes.push(random.below(256));
    made += count;
    before = Math.min(count, 4);
  };
  const back = (nearest: number, span: number) =>
    nearest + random.below(Math.max(1, Math.min(span, made - nearest + 1)));

  if (random.below(2) === 0) {
    const count = 1 + random.below(238);
    bytes.push(17 + count);
    literals(count);
  }
  while (made < PAGE_SIZE - 600) {
    const kind = made === 0 ? 0 : random.below(5);
    const after = random.below(4);
    if (kind === 0 && before === 0) {
      const count = 4 + random.below(random.below(2) === 0 ? 15 : 500);
      bytes.push(...lengthBytes(count, 3, 15).flat());
      literals(count);
    } else if (kind === 1) {
      const length = 3 + random.below(6);
      const distance = back(1, 2048) - 1;
      bytes.push(((length - 1) << 5) | ((distance & 7) << 2) | after, distance >> 3);
      made += length;
      literals(after);
    } else if (kind === 2) {
      const [bits, rest] = lengthBytes(3 + random.below(random.below(2) === 0 ? 30 : 560), 2, 31);
      const length = bits > 0 ? bits + 2 : 33 + (rest.length - 1) * 255 + (rest.at(-1) as number);
      const operand = ((back(1, random.below(2) === 0 ? 20 : 4096) - 1) << 2) | after;
      bytes.push(32 | bits, ...rest, operand & 255, operand >> 8);
      made += length;
      literals(after);
    } else if (kind === 3 && before > 0 && (before < 4 || made > 2048)) {
      const [length, nearest] = before < 4 ? [2, 1] : [3, 2049];
      const distance = back(nearest, 1024) - nearest;
      bytes.push(((distance & 3) << 2) | after, distance >> 2);
      made += length;
      literals(after);
    } else if (kind === 4 && version === 1) {
      const length = random.below(560);
      bytes.push(24 | (length & 7), 0xfc | after, 0xff, length >> 3);
      made += length + 4;
      literals(after);
    }
  }
  const [bits, rest] = lengthBytes(PAGE_SIZE - made, 2, 31);
  return Uint8Array.of(...bytes, 32 | bits, ...rest, 0, 0, 17, 0, 0);
}
