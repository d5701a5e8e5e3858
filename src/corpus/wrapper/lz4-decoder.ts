import { viewOf } from '../elf/elf-format.js';
import { decodeLz4Block } from './lz4-block-decoder.js';
import { DecoderError, type StreamDecoder, UnsupportedOption } from './stream-decoder.js';
import { XxHash32 } from './xxhash32.js';

// Frames of the lz4 tool. No package decodes them as a stream. Source: LZ4 Frame Format Description 1.6.
//
//   ┌───────┬─────┬────┬──────────────┬────────────┬────┬────────┬───────┬──────────┬─────┬─────────┬───────────┐
//   │ magic │ FLG │ BD │ content size │ dictionary │ HC │ length │ block │ checksum │ ... │ 0       │ checksum  │
//   │ 4     │ 1   │ 1  │ 0 or 8       │ 0 or 4     │ 1  │ 4      │       │ 0 or 4   │     │ 4       │ 0 or 4    │
//   └───────┴─────┴────┴──────────────┴────────────┴────┴────────┴───────┴──────────┴─────┴─────────┴───────────┘

const MAGIC = 0x184d2204;
const SKIPPABLE_MAGIC = 0x184d2a5; // without the last 4 bits
const STORED = 0x80000000;
const WINDOW_BYTES = 1 << 16;

/** Header fields of a frame. */
interface Frame {
  readonly linked: boolean;
  readonly blockChecksums: boolean;
  readonly contentChecksum: boolean;
  readonly maxBlockBytes: number;
}

/** Decodes consecutive lz4 frames. Memory is bounded by the block size, at most 4 MiB. */
export class Lz4Decoder implements StreamDecoder {
  /** Input that is not yet decoded. */
  #input: Uint8Array = new Uint8Array(0);
  #frame: Frame | null = null;
  #hash = new XxHash32();
  #skipBytes = 0;
  /** The window, then the block. */
  #output = new Uint8Array(0);
  #windowBytes = 0;

  get atFrameEnd(): boolean {
    return this.#frame === null && this.#input.length === 0 && this.#skipBytes === 0;
  }

  *decode(piece: Uint8Array): Generator<Uint8Array> {
    this.#input = this.#input.length === 0 ? piece : Buffer.concat([this.#input, piece]);
    for (;;) {
      if (this.#skipBytes > 0) {
        const skipped = Math.min(this.#skipBytes, this.#input.length);
        this.#take(skipped);
        this.#skipBytes -= skipped;
      }
      const progress = this.#frame === null ? this.#startFrame() : yield* this.#block(this.#frame);
      if (progress) continue;
      // The piece belongs to the caller.
      this.#input = this.#input.slice();
      return;
    }
  }

  free(): void {}

  /** Returns false if the header is not complete yet. */
  #startFrame(): boolean {
    const input = this.#input;
    if (input.length < 7) return false;
    const view = viewOf(input);
    const magic = view.getUint32(0, true);
    if (magic >>> 4 === SKIPPABLE_MAGIC) {
      if (input.length < 8) return false;
      this.#skipBytes = view.getUint32(4, true);
      this.#take(8);
      return true;
    }
    const flags = input[4];
    const length = 7 + (flags & 0x08 ? 8 : 0);
    if (magic !== MAGIC || flags >>> 6 !== 1) throw new DecoderError('a damaged frame');
    if (flags & 0x01) throw new UnsupportedOption('a frame that needs a dictionary');
    if (input.length < length) return false;
    const sum = (new XxHash32().add(input.subarray(4, length - 1)).digest() >>> 8) & 0xff;
    const size = (input[5] >>> 4) & 7;
    if (input[length - 1] !== sum || size < 4) throw new DecoderError('a damaged frame header');
    this.#frame = {
      linked: (flags & 0x20) === 0,
      blockChecksums: (flags & 0x10) !== 0,
      contentChecksum: (flags & 0x04) !== 0,
      maxBlockBytes: 1 << (8 + 2 * size),
    };
    if (this.#output.length !== WINDOW_BYTES + this.#frame.maxBlockBytes) {
      this.#output = new Uint8Array(WINDOW_BYTES + this.#frame.maxBlockBytes);
    }
    this.#windowBytes = 0;
    this.#hash = new XxHash32();
    this.#take(length);
    return true;
  }

  /** Decodes a block or ends the frame. Returns false if its input is not complete yet. */
  *#block(frame: Frame): Generator<Uint8Array, boolean> {
    if (this.#input.length < 4) return false;
    const header = viewOf(this.#input).getUint32(0, true);
    if (header === 0) return this.#endFrame(frame);
    const stored = header >= STORED;
    const length = header % STORED;
    if (length > frame.maxBlockBytes) throw new DecoderError('a block that is too large');
    const end = 4 + length;
    const total = end + (frame.blockChecksums ? 4 : 0);
    if (this.#input.length < total) return false;
    const block = this.#input.subarray(4, end);
    if (frame.blockChecksums) this.#checkSum(new XxHash32().add(block), end);
    const start = this.#windowBytes;
    const limit = start + frame.maxBlockBytes;
    let filled = start + length;
    if (stored) this.#output.set(block, start);
    else filled = decodeLz4Block(block, this.#output.subarray(0, limit), start);
    if (filled < 0) throw new DecoderError('a damaged block');
    const decoded = this.#output.subarray(start, filled);
    if (frame.contentChecksum) this.#hash.add(decoded);
    this.#take(total);
    yield decoded;
    this.#keepWindow(frame.linked ? filled : 0);
    return true;
  }

  #endFrame({ contentChecksum }: Frame): boolean {
    const total = contentChecksum ? 8 : 4;
    if (this.#input.length < total) return false;
    if (contentChecksum) this.#checkSum(this.#hash, 4);
    this.#take(total);
    this.#frame = null;
    return true;
  }

  #checkSum(hash: XxHash32, at: number): void {
    if (hash.digest() !== viewOf(this.#input).getUint32(at, true)) {
      throw new DecoderError('a wrong checksum');
    }
  }

  /** Moves the last 64 KiB of the output to its start, where the next block refers to them. */
  #keepWindow(filled: number): void {
    const from = Math.max(0, filled - WINDOW_BYTES);
    this.#output.copyWithin(0, from, filled);
    this.#windowBytes = filled - from;
  }

  #take(length: number): void {
    this.#input = this.#input.subarray(length);
  }
}
