import { viewOf } from '../elf/elf-format.js';

/** Value of a field: a number, or the bytes of a string or message. */
export type ProtobufValue = number | Uint8Array;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
const MAX_VARINT_BYTES = 10;

/**
 * Yields the fields of a message by rising position. Returns early at a field that is malformed; then the return value is
 * false. Source: Protocol Buffers, "Encoding".
 */
export function* protobufFields(
  message: Uint8Array,
): Generator<readonly [field: number, value: ProtobufValue], boolean> {
  for (let at = 0; at < message.length; ) {
    const [key, afterKey] = varint(message, at);
    const [value, next] = fieldValue(message, key % 8, afterKey);
    if (afterKey < 0 || next < 0 || next > message.length) return false;
    yield [Math.floor(key / 8), value];
    at = next;
  }
  return true;
}

/** Returns the value and the position after it; -1 for a malformed one. */
function fieldValue(
  message: Uint8Array,
  type: number,
  at: number,
): readonly [ProtobufValue, number] {
  if (at < 0) return [0, -1];
  if (type === VARINT) return varint(message, at);
  if (type === FIXED64) return [message.subarray(at, at + 8), at + 8];
  if (type === FIXED32) {
    return [at + 4 <= message.length ? viewOf(message).getUint32(at, true) : 0, at + 4];
  }
  if (type !== BYTES) return [0, -1];
  const [length, start] = varint(message, at);
  if (start < 0) return [0, -1];
  return [message.subarray(start, start + length), start + length];
}

/** Reads up to 64 bits, 7 in each byte. A number above 2^53 is rounded. */
function varint(message: Uint8Array, at: number): readonly [value: number, next: number] {
  let value = 0;
  for (let i = 0; i < MAX_VARINT_BYTES && at + i < message.length; i++) {
    value += (message[at + i] & 0x7f) * 128 ** i;
    if (message[at + i] < 128) return [value, at + i + 1];
  }
  return [0, -1];
}
