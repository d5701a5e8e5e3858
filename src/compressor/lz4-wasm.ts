import { createRequire } from 'node:module';
import { PAGE_SIZE } from '../common/page.js';
import {
  COMPRESS_BOUND,
  CompressorError,
  type CompressorKind,
  type PageCompressor,
} from './compressor.js';
import { compiledOnce } from './wasm-module.js';

// Exports of lz4-wasm, used without its JavaScript, which is made for bundlers and copies every page twice more.
//
//   compress(ret, p, n)    frees p; leaves pointer and length of a block it allocated at ret
//   decompress(ret, p, n)  likewise, and a non-zero word at ret + 12 for an error
//
// A block starts with the page's size as 4 bytes, little-endian, which the kernel does not store: it is removed and
// restored. A trap leaves the instance's stack where it was, so a trapped instance is replaced.

interface Exports {
  readonly memory: WebAssembly.Memory;
  compress(ret: number, pointer: number, length: number): void;
  decompress(ret: number, pointer: number, length: number): void;
  __wbindgen_add_to_stack_pointer(delta: number): number;
  __wbindgen_malloc(length: number): number;
  __wbindgen_free(pointer: number, length: number): void;
}

const PREFIX = 4;
const RETURN_AREA = 16;

class Lz4Wasm implements PageCompressor {
  readonly #module: WebAssembly.Module;
  #wasm!: Exports;
  #bytes!: Uint8Array;
  #words!: Int32Array;
  #ret!: number;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
    this.#instantiate();
  }

  compress(source: Uint8Array, sourceAt: number, target: Uint8Array): number {
    const input = this.#wasm.__wbindgen_malloc(PAGE_SIZE);
    this.#refreshViews();
    this.#bytes.set(source.subarray(sourceAt, sourceAt + PAGE_SIZE), input);
    this.#wasm.compress(this.#ret, input, PAGE_SIZE);
    return this.#takeResult(target, PREFIX) - PREFIX;
  }

  decompress(source: Uint8Array, sourceAt: number, length: number, target: Uint8Array): void {
    // The instance's memory never shrinks.
    if (length > COMPRESS_BOUND) throw new CompressorError(`a block of ${length} bytes`);
    const input = this.#wasm.__wbindgen_malloc(length + PREFIX);
    this.#refreshViews();
    this.#bytes[input] = PAGE_SIZE & 0xff;
    this.#bytes[input + 1] = PAGE_SIZE >>> 8;
    this.#bytes[input + 2] = 0;
    this.#bytes[input + 3] = 0;
    this.#bytes.set(source.subarray(sourceAt, sourceAt + length), input + PREFIX);
    try {
      this.#wasm.decompress(this.#ret, input, length + PREFIX);
    } catch (error) {
      this.#instantiate();
      throw new CompressorError('lz4 trapped', { cause: error });
    }
    this.#refreshViews();
    if (this.#words[this.#ret / 4 + 3] !== 0) throw new CompressorError('not an lz4 block');
    const pageLength = this.#takeResult(target, 0);
    if (pageLength !== PAGE_SIZE) throw new CompressorError(`decodes to ${pageLength} bytes`);
  }

  /** Copies the result without its first `skip` bytes to `target`, frees it, and returns its whole length. */
  #takeResult(target: Uint8Array, skip: number): number {
    this.#refreshViews();
    const pointer = this.#words[this.#ret / 4];
    const length = this.#words[this.#ret / 4 + 1];
    target.set(this.#bytes.subarray(pointer + skip, pointer + length));
    this.#wasm.__wbindgen_free(pointer, length);
    return length;
  }

  /** Growth of the memory detaches the views' buffer and leaves them empty; reading `memory.buffer` costs more. */
  #refreshViews(): void {
    if (this.#bytes.length > 0) return;
    const { buffer } = this.#wasm.memory;
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Int32Array(buffer);
  }

  #instantiate(): void {
    const imports = { './lz4_wasm_bg.js': { __wbindgen_string_new: () => 0 } };
    const instance = new WebAssembly.Instance(this.#module, imports);
    this.#wasm = instance.exports as unknown as Exports;
    this.#bytes = new Uint8Array(this.#wasm.memory.buffer);
    this.#words = new Int32Array(this.#wasm.memory.buffer);
    this.#ret = this.#wasm.__wbindgen_add_to_stack_pointer(-RETURN_AREA);
  }
}

const compiled = compiledOnce(() =>
  createRequire(import.meta.url).resolve('lz4-wasm/lz4_wasm_bg.wasm'),
);

export const lz4WasmKind: CompressorKind = {
  summary: 'lz4_flex as WebAssembly',
  kernelName: 'lz4',
  kernelLengths: false,
  levels: null,
  costs: new Map([[0, { compressNs: 7_300, decompressNs: 2_300 }]]),
  overflow: 'compress_fail',
  module: compiled,
  create: async (_level, module) => new Lz4Wasm(module ?? (await compiled())),
};
