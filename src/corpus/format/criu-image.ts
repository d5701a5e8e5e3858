import type { ByteSource } from '../byte-source.js';
import { viewOf } from '../elf/elf-format.js';
import type { Signature } from '../signature.js';
import { type Complain, readExactly } from './page-segments.js';
import { type ProtobufValue, protobufFields } from './protobuf.js';

// Images of CRIU: two magic numbers, then messages with their lengths. Source: CRIU, "Images".
//
//   ┌────────────┬─────────────────┬────────┬─────────┬────────┬─────┐
//   │ 0x54564319 │ type of content │ length │ message │ length │ ... │
//   └────────────┴─────────────────┴────────┴─────────┴────────┴─────┘

export const CRIU_IMAGE: Signature = [[0, '\x19\x43\x56\x54']];
/** Of pagemap-*.img. */
export const PAGEMAP: Signature = [[0, '\x19\x43\x56\x54\x25\x40\x08\x56']];
export const PAGEMAP_MAGIC = 0x56084025;
export const MM_MAGIC = 0x57492820;

const HEADER_BYTES = 8;
const MAX_IMAGE_BYTES = 16 << 20;

/** Fields of a message. A repeated field has several values. */
export type CriuMessage = ReadonlyMap<number, readonly ProtobufValue[]>;

/** Yields the messages of an image whose content is of the given type. */
export async function* readCriuImage(
  bytes: ByteSource,
  magic: number,
  complain: Complain,
): AsyncGenerator<CriuMessage> {
  const all = new Uint8Array(Math.min(bytes.size ?? MAX_IMAGE_BYTES, MAX_IMAGE_BYTES) + 1);
  const found = all.subarray(0, await bytes.read(all, 0));
  if (found.length > MAX_IMAGE_BYTES) {
    throw complain(`an image of at most ${MAX_IMAGE_BYTES} bytes`, 'a larger one');
  }
  const head = await readExactly(
    bytes,
    { position: 0, length: HEADER_BYTES },
    'a header',
    complain,
  );
  const type = viewOf(head).getUint32(4, true);
  if (type !== magic) {
    throw complain('pagemap-*.img of CRIU', `another image, of type 0x${type.toString(16)}`);
  }
  for (let at = HEADER_BYTES; at < found.length; ) {
    const length = at + 4 <= found.length ? viewOf(found).getUint32(at, true) : MAX_IMAGE_BYTES;
    const end = at + 4 + length;
    const message = end <= found.length ? parseMessage(found.subarray(at + 4, end)) : null;
    if (message === null) throw complain('whole messages', `a damaged one at byte ${at}`);
    yield message;
    at = end;
  }
}

/** Returns the fields of a message; null for a malformed one. */
export function parseMessage(message: Uint8Array): CriuMessage | null {
  const fields = new Map<number, ProtobufValue[]>();
  const parsed = protobufFields(message);
  for (let next = parsed.next(); ; next = parsed.next()) {
    if (next.done === true) return next.value ? fields : null;
    const [field, value] = next.value;
    const values = fields.get(field);
    if (values === undefined) fields.set(field, [value]);
    else values.push(value);
  }
}

/** Returns a number of a message; a field that is left out is 0. */
export function numberIn(message: CriuMessage, field: number): number {
  const value = message.get(field)?.at(-1);
  return typeof value === 'number' ? value : 0;
}
