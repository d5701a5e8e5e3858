import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import zlib from 'node:zlib';
import { PAGE_SIZE } from '../../src/common/page.js';
import { COMPRESS_BOUND } from '../../src/compressor/compressor.js';
import { COMPRESSORS } from '../../src/compressor/compressors.js';
import { selectCorpora } from '../../src/corpus/corpus.js';
import { create } from '../support/compressors.js';
import { NATIVE_MISSING, nativeLengths, nativeVersion } from '../support/native.js';
import { contentOf, readPages } from '../support/page-readers.js';

// All pages of each shipped corpus together. lz4, lzo and lzo-rle: as a 6.18 kernel's zram, page by page (zswap-bench kernel lengths).
// The others: as the kernel's own lib/zstd and lib/zlib_deflate built for user space, page by page; zstd of 7.3, zstd-6.12 of
// 6.12, deflate of both.
const TOTALS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  lz4: {
    cc1plus: 3_059_105,
    chromium: 3_968_863,
    jvm: 5_178_521,
    node: 5_821_893,
    postgres: 4_860_692,
    'python-numpy': 5_535_007,
    redis: 6_214_600,
  },
  lzo: {
    cc1plus: 2_889_685,
    chromium: 3_871_501,
    jvm: 5_099_696,
    node: 5_596_057,
    postgres: 4_579_425,
    'python-numpy': 5_189_468,
    redis: 6_199_812,
  },
  'lzo-rle': {
    cc1plus: 2_946_448,
    chromium: 3_905_042,
    jvm: 5_147_990,
    node: 5_755_026,
    postgres: 4_652_044,
    'python-numpy': 5_217_686,
    redis: 6_212_544,
  },
  zstd: {
    cc1plus: 1_938_457,
    chromium: 2_780_781,
    jvm: 3_867_257,
    node: 4_241_428,
    postgres: 3_550_138,
    'python-numpy': 3_929_924,
    redis: 4_863_570,
  },
  'zstd-6.16': {
    cc1plus: 1_958_920,
    chromium: 2_809_246,
    jvm: 3_986_498,
    node: 4_276_462,
    postgres: 3_573_723,
    'python-numpy': 3_925_278,
    redis: 4_885_978,
  },
  'zstd-6.12': {
    cc1plus: 1_959_094,
    chromium: 2_809_479,
    jvm: 3_989_121,
    node: 4_276_808,
    postgres: 3_575_177,
    'python-numpy': 3_925_357,
    redis: 4_887_090,
  },
  deflate: {
    cc1plus: 1_941_831,
    chromium: 2_736_256,
    jvm: 3_760_969,
    node: 4_175_356,
    postgres: 3_518_919,
    'python-numpy': 3_972_189,
    redis: 4_814_218,
  },
};

/** Libraries that give the same length for every page; without a version every version does. */
const LIBRARIES: Readonly<Record<string, { readonly codec: string; readonly version?: string }>> = {
  zstd: { codec: 'zstd:3', version: '1.5.7' },
  'zstd-6.16': { codec: 'zstd-unsized:3', version: '1.5.7' },
  'zstd-6.12': { codec: 'zstd-unsized:3', version: '1.5.4' },
  deflate: { codec: 'deflate:6' },
};

/** The part of node:zlib that Node 22.15 and later have. */
const { zstdCompressSync, constants } = zlib as unknown as {
  zstdCompressSync(page: Uint8Array, options: { params: Record<number, number> }): Uint8Array;
  constants: Record<string, number>;
};

/** Parameters with which node:zlib gives the same length for every page; its default level is 3. */
const NODE_PARAMETERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  zstd: {},
  'zstd-6.16': { ZSTD_c_minMatch: 5 },
};

const corpora = new Map<string, Buffer>();
before(async () => {
  for (const { name, path } of selectCorpora([])) {
    corpora.set(name, contentOf(await readPages(path)));
  }
});

function eachPage<T>(pages: Uint8Array, work: (page: Uint8Array) => T): T[] {
  return Array.from({ length: pages.length / PAGE_SIZE }, (_, page) =>
    work(pages.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)),
  );
}

function assertSamePageByPage(theirs: readonly number[], ours: readonly number[]): void {
  assert.equal(theirs.length, ours.length);
  const differing = ours.flatMap((length, page) =>
    length === theirs[page] ? [] : [`page ${page}: ${length}, not ${theirs[page]}`],
  );
  assert.deepEqual(differing.slice(0, 5), [], `${differing.length} of ${ours.length} pages`);
}

it("every compressor with a kernel's lengths is among those tested", () => {
  const names = [...COMPRESSORS].filter(([, { kernelLengths }]) => kernelLengths);
  assert.deepEqual(
    Object.keys(TOTALS),
    names.map(([name]) => name),
  );
});

for (const [name, totals] of Object.entries(TOTALS)) {
  describe(`the kernel's lengths of ${name}`, () => {
    const ours = new Map<string, number[]>();
    before(async () => {
      const compressor = await create(name);
      const target = new Uint8Array(COMPRESS_BOUND);
      for (const [corpus, pages] of corpora) {
        ours.set(
          corpus,
          eachPage(pages, (page) => compressor.compress(page, 0, target)),
        );
      }
    });

    it('in total', () => {
      const sums = [...ours].map(([corpus, lengths]) => [corpus, lengths.reduce((a, b) => a + b)]);
      assert.deepEqual(Object.fromEntries(sums), totals);
    });

    const library = LIBRARIES[name];
    if (library !== undefined) {
      it('page by page, of the library', { skip: missing(library) }, () => {
        for (const [corpus, pages] of corpora) {
          assertSamePageByPage(nativeLengths(library.codec, pages), ours.get(corpus) as number[]);
        }
      });
    }

    const parameters = NODE_PARAMETERS[name];
    if (parameters !== undefined) {
      const { zstd } = process.versions;
      const skip =
        zstd !== '1.5.7' && `needs a Node with zstd 1.5.7; this one has ${zstd ?? 'none'}`;
      it('page by page, of node:zlib', { skip }, () => {
        const params = Object.fromEntries(
          Object.entries(parameters).map(([parameter, value]) => [constants[parameter], value]),
        );
        for (const [corpus, pages] of corpora) {
          const theirs = eachPage(pages, (page) => zstdCompressSync(page, { params }).length);
          assertSamePageByPage(theirs, ours.get(corpus) as number[]);
        }
      });
    }
  });
}

function missing({ codec, version }: { codec: string; version?: string }): string | false {
  if (NATIVE_MISSING !== false || version === undefined) return NATIVE_MISSING;
  const found = nativeVersion(codec);
  return found !== version && `needs libzstd ${version}; found ${found}`;
}
