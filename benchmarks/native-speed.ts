import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { nativeProgram } from '../native/native-program.js';
import { PAGE_SIZE } from '../src/common/page.js';
import { COMPRESS_BOUND, type PageCompressor } from '../src/compressor/compressor.js';
import { COMPRESSORS, chooseCompressor } from '../src/compressor/compressors.js';
import { type BlockTime, NativeCodec } from './native-codec.js';
import { type Figure, figure, type Part } from './part.js';
import { BLOCK_PAGES, BLOCKS, samplePages } from './sample-pages.js';
import { inTemporaryFolder } from './temporary-files.js';

const WARM_UP_ROUNDS = 32;
const ROUNDS = 384;

/** A compressor of this program, the codec in C beside it, and what part of its speed is to be reached. */
interface Pair {
  readonly wasm: string;
  readonly native: string;
  readonly compress: number;
  readonly decompress: number;
}

const PAIRS: readonly Pair[] = [
  { wasm: 'lz4', native: 'lz4', compress: 0.65, decompress: 0.75 },
  { wasm: 'lzo', native: 'lzo', compress: 0.65, decompress: 0.55 },
  { wasm: 'lzo-rle', native: 'lzo', compress: 0.65, decompress: 0.55 },
  { wasm: 'zstd', native: 'zstd:3', compress: 0.65, decompress: 0.5 },
  { wasm: 'lz4-wasm', native: 'lz4', compress: 0.55, decompress: 0.4 },
  { wasm: 'zstd-codec', native: 'zstd:3', compress: 0.58, decompress: 0.4 },
];

/** WebAssembly beside C at -O2 in a process of its own, in turn block by block, so that both see the same seconds. */
export const nativeSpeed: Part = {
  name: 'native',
  title: 'Speed of WebAssembly / speed of C: liblz4, lzo1x_1 and zstd with reused state',
  async run() {
    const program = nativeProgram();
    if ('missing' in program) return { skipped: program.missing };
    return inTemporaryFolder((folder) => measure(program.path, join(folder, 'pages')));
  },
};

/** @param file where the pages are put for the program in C */
async function measure(program: string, file: string): Promise<Figure[]> {
  const pages = await samplePages();
  writeFileSync(file, pages);
  const pairs = PAIRS.filter(({ wasm }) => COMPRESSORS.has(wasm));
  const codecs = new Map<string, NativeCodec>();
  try {
    for (const { native } of pairs) {
      if (!codecs.has(native)) codecs.set(native, new NativeCodec(program, native, file));
    }
    const duels = await Promise.all(
      pairs.map(async (pair) => {
        const compressor = await chooseCompressor(pair.wasm).create();
        return new Duel(pair, compressor, codecs.get(pair.native) as NativeCodec, pages);
      }),
    );
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      const forwards = round % 2 === 0;
      for (const duel of forwards ? duels : duels.toReversed()) {
        await duel.round(round % BLOCKS, forwards, round >= WARM_UP_ROUNDS);
      }
    }
    return duels.flatMap((duel) => duel.figures());
  } finally {
    for (const codec of codecs.values()) codec.end();
  }
}

class Duel {
  readonly #pair: Pair;
  readonly #wasm: PageCompressor;
  readonly #native: NativeCodec;
  readonly #pages: Uint8Array;
  readonly #payloads = Array.from({ length: BLOCK_PAGES }, () => new Uint8Array(COMPRESS_BOUND));
  readonly #lengths = new Uint32Array(BLOCK_PAGES);
  readonly #page = new Uint8Array(PAGE_SIZE);
  readonly #rounds: { readonly wasm: BlockTime; readonly native: BlockTime }[] = [];

  constructor(pair: Pair, wasm: PageCompressor, native: NativeCodec, pages: Uint8Array) {
    this.#pair = pair;
    this.#wasm = wasm;
    this.#native = native;
    this.#pages = pages;
  }

  async round(block: number, nativeFirst: boolean, recording: boolean): Promise<void> {
    const first = block * BLOCK_PAGES;
    let native = nativeFirst ? await this.#native.time(first, BLOCK_PAGES) : null;
    const wasm = this.#time(first);
    native ??= await this.#native.time(first, BLOCK_PAGES);
    if (recording) this.#rounds.push({ wasm, native });
  }

  figures(): Figure[] {
    const { wasm, native, compress, decompress } = this.#pair;
    const ratios = (of: keyof BlockTime) =>
      this.#rounds.map((round) => round.native[of] / round.wasm[of]);
    const speeds = (of: keyof BlockTime) =>
      this.#rounds.map((round) => (BLOCK_PAGES * PAGE_SIZE * 1000) / round.wasm[of]);
    return [
      figure(`${wasm} by native ${native}, compress`, 'x', ratios('compressNs'), {
        atLeast: compress,
      }),
      figure(`${wasm} by native ${native}, decompress`, 'x', ratios('decompressNs'), {
        atLeast: decompress,
      }),
      figure(`${wasm}, compress`, 'MB/s', speeds('compressNs')),
      figure(`${wasm}, decompress`, 'MB/s', speeds('decompressNs')),
    ];
  }

  /** As the program in C does it: a block's payloads are kept, every page is restored to the same place. */
  #time(first: number): BlockTime {
    const start = performance.now();
    for (let i = 0; i < BLOCK_PAGES; i++) {
      const at = (first + i) * PAGE_SIZE;
      this.#lengths[i] = this.#wasm.compress(this.#pages, at, this.#payloads[i]);
    }
    const middle = performance.now();
    for (let i = 0; i < BLOCK_PAGES; i++) {
      this.#wasm.decompress(this.#payloads[i], 0, this.#lengths[i], this.#page);
    }
    const end = performance.now();
    return { compressNs: (middle - start) * 1e6, decompressNs: (end - middle) * 1e6 };
  }
}
