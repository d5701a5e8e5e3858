type Column = Uint8Array | Uint16Array | Uint32Array;

/**
 * One column of a structure of arrays, at least `length` elements long: the same array while it suffices, else a
 * copy of at least twice the length. New elements are zero.
 *
 * @throws RangeError for a column that threads share, which stays as long as it is
 */
export function grown<T extends Column>(column: T, length: number): T {
  if (column.length >= length) return column;
  if (column.buffer instanceof SharedArrayBuffer) {
    throw new RangeError(`a shared column of ${column.length} elements is full`);
  }
  const wider = new (column.constructor as new (length: number) => T)(
    Math.max(length, column.length * 2, 64),
  );
  wider.set(column);
  return wider;
}
