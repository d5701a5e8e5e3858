import { PAGE_SIZE } from '../common/page.js';
import {
  COMPRESS_BOUND,
  CompressorError,
  type CompressorKind,
  type Overflow,
  type Packer,
  type PageCompressor,
  type PageCost,
} from './compressor.js';
import { compiledOnce } from './wasm-module.js';

/** What each file of assembly/ exports; its buffers never move. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  /** Address of the page's 4096 bytes. */
  readonly page: { readonly value: number };
  /** Address of the payload's COMPRESS_BOUND bytes. */
  readonly packed: { readonly value: number };
  /** From `page` to `packed`; returns the payload's length. */
  compress(): number;
  /** From `packed` to `page`; returns 4096, or another number if the payload is not that of a page. */
  decompress(length: number): number;
}

class WasmPageCompressor implements PageCompressor, Packer {
  readonly packer: Packer = this;
  readonly packed: Uint8Array;
  readonly #wasm: Exports;
  readonly #page: Uint8Array;

  constructor(module: WebAssembly.Module) {
    this.#wasm = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
    const { memory, page, packed } = this.#wasm;
    this.#page = new Uint8Array(memory.buffer, page.value, PAGE_SIZE);
    this.packed = new Uint8Array(memory.buffer, packed.value, COMPRESS_BOUND);
  }

  compress(source: Uint8Array, sourceAt: number, target: Uint8Array): number {
    const length = this.pack(source, sourceAt);
    target.set(this.packed.subarray(0, length));
    return length;
  }

  pack(source: Uint8Array, sourceAt: number): number {
    this.#page.set(source.subarray(sourceAt, sourceAt + PAGE_SIZE));
    return this.#wasm.compress();
  }

  decompress(source: Uint8Array, sourceAt: number, length: number, target: Uint8Array): void {
    if (length > COMPRESS_BOUND) throw new CompressorError(`a payload of ${length} bytes`);
    this.packed.set(source.subarray(sourceAt, sourceAt + length));
    if (this.#wasm.decompress(length) !== PAGE_SIZE) {
      throw new CompressorError('does not decode to a page');
    }
    target.set(this.#page);
  }
}

/** A compressor of this project: assembly/NAME.ts, without levels. */
export function wasmKind(
  name: string,
  kernelName: string,
  summary: string,
  cost: PageCost,
  overflow: Overflow = 'compress_fail',
): CompressorKind {
  const compiled = compiledOnce(() => new URL(`../../assembly/${name}.wasm`, import.meta.url));
  return {
    summary,
    kernelName,
    levels: null,
    costs: new Map([[0, cost]]),
    overflow,
    module: compiled,
    create: async (_level, module) => new WasmPageCompressor(module ?? (await compiled())),
  };
}
