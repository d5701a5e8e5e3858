/** Bytes that come in pieces, taken in other pieces. */
export class ArchiveBytes {
  #pieces: Uint8Array[] = [];
  #length = 0;
  #skipBytes = 0;

  push(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    this.#passOver();
  }

  /** The next bytes, or null where there are not yet as many. */
  take(bytes: number): Buffer | null {
    if (this.#length < bytes) return null;
    const taken: Uint8Array[] = [];
    for (let left = bytes; left > 0; ) {
      const [piece] = this.#pieces;
      if (piece.length <= left) {
        taken.push(piece);
        this.#pieces.shift();
      } else {
        taken.push(piece.subarray(0, left));
        this.#pieces[0] = piece.subarray(left);
      }
      left -= Math.min(piece.length, left);
    }
    this.#length -= bytes;
    return Buffer.concat(taken);
  }

  /** Passes over the next bytes, also those that have not come yet. */
  skip(bytes: number): void {
    this.#skipBytes += bytes;
    this.#passOver();
  }

  #passOver(): void {
    const skipped = Math.min(this.#skipBytes, this.#length);
    for (let left = skipped; left > 0; ) {
      const [piece] = this.#pieces;
      if (piece.length <= left) this.#pieces.shift();
      else this.#pieces[0] = piece.subarray(left);
      left -= Math.min(piece.length, left);
    }
    this.#length -= skipped;
    this.#skipBytes -= skipped;
  }
}
