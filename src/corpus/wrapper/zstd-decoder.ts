import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DecoderError, type StreamDecoder } from './stream-decoder.js';

// Calls the zstd functions that the WebAssembly of zstddec exports. Its JavaScript interface reports no errors and frees
// nothing after an error. Sources: zstd.h, "Streaming decompression"; zstd_errors.h.

interface Exports {
  readonly memory: WebAssembly.Memory;
  malloc(length: number): number;
  free(pointer: number): void;
  ZSTD_createDCtx(): number;
  ZSTD_freeDCtx(context: number): void;
  /** Returns 0 at the end of a frame, a hint above 0 within one, an error code below 0. */
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

const WINDOW_TOO_LARGE = -16;
const NO_MEMORY = -64;

// ZSTD_BLOCKSIZE_MAX: room for any block.
const BLOCK_BYTES = 1 << 17;
// ZSTD_inBuffer and ZSTD_outBuffer: pointer, size and position, a word each.
const BUFFER_WORDS = 3;

/** Decodes consecutive zstd frames. Memory is bounded by the declared window of a frame, which zstd caps at 128 MiB. */
export class ZstdDecoder implements StreamDecoder {
  readonly #zstd: Exports;
  readonly #context: number;
  readonly #memory: number;
  readonly #decoded = new Uint8Array(BLOCK_BYTES);
  #atFrameEnd = true;

  private constructor(zstd: Exports) {
    this.#zstd = zstd;
    this.#context = zstd.ZSTD_createDCtx();
    this.#memory = zstd.malloc(2 * BUFFER_WORDS * 4 + 2 * BLOCK_BYTES);
  }

  static async create(): Promise<ZstdDecoder> {
    instance ??= instantiate();
    return new ZstdDecoder(await instance);
  }

  get atFrameEnd(): boolean {
    return this.#atFrameEnd;
  }

  *decode(piece: Uint8Array): Generator<Uint8Array> {
    for (let at = 0; at < piece.length; at += BLOCK_BYTES) {
      yield* this.#decodeBlock(piece.subarray(at, at + BLOCK_BYTES));
    }
  }

  /** Frees the memory, which would otherwise stay allocated until the process ends. */
  free(): void {
    this.#zstd.ZSTD_freeDCtx(this.#context);
    this.#zstd.free(this.#memory);
  }

  *#decodeBlock(block: Uint8Array): Generator<Uint8Array> {
    if (this.#context === 0 || this.#memory === 0) throw errorOf(NO_MEMORY);
    const input = this.#memory;
    const output = input + BUFFER_WORDS * 4;
    const inputBytes = output + BUFFER_WORDS * 4;
    const outputBytes = inputBytes + BLOCK_BYTES;
    new Uint8Array(this.#zstd.memory.buffer).set(block, inputBytes);
    // At the end of a frame, zstd does not consume the last input byte until all output is taken.
    for (let position = 0; position < block.length; ) {
      this.#words(input).set([inputBytes, block.length, position]);
      this.#words(output).set([outputBytes, BLOCK_BYTES, 0]);
      const code = this.#zstd.ZSTD_decompressStream(this.#context, output, input);
      if (code < 0) throw errorOf(code);
      this.#atFrameEnd = code === 0;
      position = this.#words(input)[2];
      const length = this.#words(output)[2];
      if (length === 0) continue;
      this.#decoded.set(new Uint8Array(this.#zstd.memory.buffer, outputBytes, length));
      yield this.#decoded.subarray(0, length);
    }
  }

  /** Returns a view of a buffer struct; valid until the memory grows. */
  #words(pointer: number): Uint32Array {
    return new Uint32Array(this.#zstd.memory.buffer, pointer, BUFFER_WORDS);
  }
}

let instance: Promise<Exports> | undefined;

async function instantiate(): Promise<Exports> {
  const path = createRequire(import.meta.url).resolve('zstddec/stream');
  const [, base64] = /\bwasm = ["']([\w+/=]+)["']/.exec(readFileSync(path, 'latin1')) ?? [];
  if (base64 === undefined) throw new Error(`${path} has no WebAssembly`);
  const module = await WebAssembly.compile(Buffer.from(base64, 'base64'));
  const imports = { env: { emscripten_notify_memory_growth() {} } };
  return new WebAssembly.Instance(module, imports).exports as unknown as Exports;
}

function errorOf(code: number): DecoderError {
  if (code === WINDOW_TOO_LARGE) return new DecoderError('a window of more than 128 MiB');
  if (code === NO_MEMORY) return new DecoderError('a window that does not fit into memory');
  return new DecoderError('a damaged frame');
}
