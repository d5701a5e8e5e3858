import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DecoderError, type StreamDecoder, UnsupportedOption } from './stream-decoder.js';

// Calls the WebAssembly of xz-decompress, which is XZ Embedded. Its JavaScript interface does not detect an
// end within a stream. Sources: xz.h of XZ Embedded; the .xz file format, sections 2 and 2.2.

interface Exports {
  readonly memory: WebAssembly.Memory;
  create_context(): number;
  destroy_context(context: number): void;
  /** Takes over `length` bytes that stand in the input buffer. */
  supply_input(context: number, length: number): void;
  get_next_output(context: number): number;
}

// Words of the context.
const BUFFER_BYTES = 0;
const INPUT = 1;
const INPUT_POSITION = 2;
const INPUT_LENGTH = 3;
const OUTPUT = 4;
const OUTPUT_POSITION = 5;
const WORDS = 6;

// enum xz_ret
const OK = 0;
const STREAM_END = 1;
const NO_MEMORY = 'a dictionary that does not fit into memory';
const UNSUPPORTED: Readonly<Record<number, string>> = {
  3: NO_MEMORY,
  4: 'a dictionary of more than 64 MiB',
  6: 'a check or filter of xz that is not supported',
};

/** Decodes consecutive xz streams. Memory is bounded by their dictionaries, which are capped at 64 MiB. */
export class XzDecoder implements StreamDecoder {
  readonly #xz: Exports;
  readonly #context: number;

  private constructor(xz: Exports) {
    this.#xz = xz;
    this.#context = xz.create_context();
  }

  static async create(): Promise<XzDecoder> {
    instance ??= instantiate();
    return new XzDecoder(await instance);
  }

  /** Ends the data: empty input stands for its end. */
  get atFrameEnd(): boolean {
    this.#xz.supply_input(this.#context, 0);
    return this.#xz.get_next_output(this.#context) === STREAM_END;
  }

  *decode(piece: Uint8Array): Generator<Uint8Array> {
    if (this.#context === 0) throw new UnsupportedOption(NO_MEMORY);
    const { [BUFFER_BYTES]: bufferBytes } = this.#words();
    for (let at = 0; at < piece.length; at += bufferBytes) {
      const input = piece.subarray(at, at + bufferBytes);
      new Uint8Array(this.#xz.memory.buffer).set(input, this.#words()[INPUT]);
      this.#xz.supply_input(this.#context, input.length);
      yield* this.#decoded();
    }
  }

  free(): void {
    this.#xz.destroy_context(this.#context);
  }

  /** Decodes until all input is consumed. */
  *#decoded(): Generator<Uint8Array> {
    const { [BUFFER_BYTES]: bufferBytes } = this.#words();
    for (;;) {
      const code = this.#xz.get_next_output(this.#context);
      if (code in UNSUPPORTED) throw new UnsupportedOption(UNSUPPORTED[code]);
      if (code !== OK) throw new DecoderError('a damaged stream');
      const words = this.#words();
      const length = words[OUTPUT_POSITION];
      words[OUTPUT_POSITION] = 0;
      const consumed = words[INPUT_POSITION] === words[INPUT_LENGTH];
      if (length > 0) yield new Uint8Array(this.#xz.memory.buffer, words[OUTPUT], length).slice();
      if (consumed && length < bufferBytes) return;
    }
  }

  /** Returns a view of the context; valid until the memory grows. */
  #words(): Uint32Array {
    return new Uint32Array(this.#xz.memory.buffer, this.#context, WORDS);
  }
}

let instance: Promise<Exports> | undefined;

async function instantiate(): Promise<Exports> {
  const path = createRequire(import.meta.url).resolve('xz-decompress');
  const [, base64] =
    /"data:application\/wasm;base64,([\w+/=]+)"/.exec(readFileSync(path, 'latin1')) ?? [];
  if (base64 === undefined) throw new Error(`${path} has no WebAssembly`);
  const module = await WebAssembly.compile(Buffer.from(base64, 'base64'));
  return new WebAssembly.Instance(module, {}).exports as unknown as Exports;
}
