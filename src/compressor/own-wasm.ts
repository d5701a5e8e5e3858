import type { CompressorKind, Overflow, PageCost } from './compressor.js';
import { compiledOnce } from './wasm-module.js';
import { type PageCode, WasmPageCompressor } from './wasm-page-compressor.js';

/** Exports of each file of assembly/; `page` and `packed` are the addresses of its buffers. */
interface Exports extends Pick<PageCode, 'memory' | 'compress' | 'decompress'> {
  readonly page: { readonly value: number };
  readonly packed: { readonly value: number };
}

/** A compressor of this project: assembly/NAME.ts, named as in the kernel, without levels. */
export function ownKind(
  name: string,
  summary: string,
  cost: PageCost,
  overflow: Overflow = 'compress_fail',
): CompressorKind {
  const compiled = compiledOnce(() => new URL(`../../assembly/${name}.wasm`, import.meta.url));
  return {
    summary,
    kernelName: name,
    kernelLengths: true,
    levels: null,
    costs: new Map([[0, cost]]),
    overflow,
    module: compiled,
    create: async (_level, module) => new WasmPageCompressor(codeOf(module ?? (await compiled()))),
  };
}

function codeOf(module: WebAssembly.Module): PageCode {
  const wasm = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
  return {
    memory: wasm.memory,
    pageAt: wasm.page.value,
    packedAt: wasm.packed.value,
    compress: wasm.compress,
    decompress: wasm.decompress,
  };
}
