import { createRequire } from 'node:module';
import { PAGE_SIZE } from '../common/page.js';
import { CompressorError, type CompressorKind, type PageCompressor } from './compressor.js';

// Internal binding of zstd-codec. Its public API copies every page through new vectors; here three vectors are created once
// and written through views. Its memory is fixed at 16 MiB, so views stay valid.

interface Vector {
  resize(length: number, fill: number): void;
}

interface Codec {
  compress(target: Vector, source: Vector, level: number): number;
  decompress(target: Vector, source: Vector): number;
}

interface Binding {
  VectorU8: new () => Vector;
  ZstdCodec: new () => Codec;
  toTypedArrayView(vector: Vector): Uint8Array;
}

// ZSTD_compressBound(4096) is below this.
const FRAME_BOUND = PAGE_SIZE + 128;

async function createZstdCodec(level: number): Promise<PageCompressor> {
  const { run } = createRequire(import.meta.url)('zstd-codec/lib/module.js') as {
    run(ready: (binding: Binding) => void): void;
  };
  // Emscripten's module has its own `then`, which would keep the promise from settling.
  const { binding } = await new Promise<{ binding: Binding }>((resolve) => {
    run((ready) => resolve({ binding: ready }));
  });
  const codec = new binding.ZstdCodec();
  const vector = (length: number): [Vector, Uint8Array] => {
    const made = new binding.VectorU8();
    made.resize(length, 0);
    return [made, binding.toTypedArrayView(made)];
  };
  const [page, pageBytes] = vector(PAGE_SIZE);
  const [frame, frameBytes] = vector(FRAME_BOUND);
  const [stored, storedBytes] = vector(FRAME_BOUND);
  return {
    compress(source, sourceAt, target) {
      pageBytes.set(source.subarray(sourceAt, sourceAt + PAGE_SIZE));
      const length = codec.compress(frame, page, level);
      if (length <= 0) throw new CompressorError(`zstd reports ${length}`);
      target.set(frameBytes.subarray(0, length));
      return length;
    },
    decompress(source, sourceAt, length, target) {
      if (length > FRAME_BOUND) throw new CompressorError(`a frame of ${length} bytes`);
      // resize() stays within the capacity, so the vector does not move. It is filled afterwards, because new elements are set to 0.
      stored.resize(length, 0);
      storedBytes.set(source.subarray(sourceAt, sourceAt + length));
      const pageLength = codec.decompress(page, stored);
      if (pageLength !== PAGE_SIZE) throw new CompressorError(`zstd reports ${pageLength}`);
      target.set(pageBytes);
    },
  };
}

const STANDARD = 3;

export const zstdCodecKind: CompressorKind = {
  summary: 'an older zstd as WebAssembly',
  kernelName: 'zstd',
  kernelLengths: false,
  levels: { low: 1, high: 22, standard: STANDARD },
  costs: new Map([
    [1, { compressNs: 21_000, decompressNs: 8_500 }],
    [STANDARD, { compressNs: 25_000, decompressNs: 7_400 }],
  ]),
  overflow: 'compress_fail',
  module: null,
  create: createZstdCodec,
};
