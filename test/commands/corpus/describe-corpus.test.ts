import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeCorpora } from '../../../src/commands/corpus/describe-corpus.js';
import { coreOf } from '../../support/core-file.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { joined } from '../../support/memory-source.js';
import { randomPage, textPage, zeroPage } from '../../support/pages.js';

const NO_COMPRESSORS = { dropPartial: false, compressors: new Map() };

test('corpus info: a raw dump has no alignment', async () => {
  const bytes = joined(textPage(1), zeroPage(), randomPage(2));
  const path = fileIn(temporaryFolder(), 'three.raw', bytes);
  const [info] = await describeCorpora([{ name: 'three', path }], NO_COMPRESSORS);
  const { sha256, ...rest } = info;
  assert.match(sha256, /^[0-9a-f]{64}$/);
  assert.deepEqual(rest, {
    name: 'three',
    format: 'raw',
    pages: 3,
    zeroPages: 1,
    sameFilledPages: 0,
    duplicatePages: 0,
    runs: 1,
    alignedShare: null,
    compressors: {},
    folios: null,
    remarks: [],
  });
});

test('corpus info: a core has the share of pages in aligned folios of each size', async () => {
  // Frames 3..15: 3 alone, 4..7 a folio of 4, 8..15 one of 8; and frame 20 alone. 12 of 14 pages are in folios of 4 or
  // more, 8 of 14 in one of 8, none in larger ones.
  const pages = (count: number) => Array.from({ length: count }, (_, i) => textPage(i));
  const bytes = coreOf([
    { pfn: 3, pages: pages(13) },
    { pfn: 20, pages: [zeroPage()] },
  ]);
  const path = fileIn(temporaryFolder(), 'two-runs.core', bytes);
  const [info] = await describeCorpora([{ name: 'two-runs', path }], NO_COMPRESSORS);
  assert.deepEqual([info.format, info.pages, info.runs, info.zeroPages], ['ELF core', 14, 2, 1]);
  assert.deepEqual(info.alignedShare, {
    '4K': 1,
    '16K': 0.857143,
    '32K': 0.571429,
    '64K': 0,
    '128K': 0,
    '256K': 0,
    '512K': 0,
    '1M': 0,
    '2M': 0,
  });
});

const filled = new Uint8Array(4096).fill(7);

/** Frames 0..15: folios of 4 that are zero, partly zero with a same-filled page, and twice the same text and noise. */
const LIKE_PAGES = [
  ...[zeroPage(), zeroPage(), zeroPage(), zeroPage()],
  ...[zeroPage(), filled, filled, textPage(1)],
  ...[textPage(1), textPage(2), randomPage(3), randomPage(4)],
  ...[textPage(1), textPage(2), randomPage(3), randomPage(5)],
];

interface Described {
  readonly compressors: Record<string, Record<string, unknown>>;
  readonly [name: string]: unknown;
}

async function described(...args: string[]): Promise<Described> {
  const { exitCode, stdout, stderr } = await inProcess('corpus', 'info', '--json', ...args);
  assert.equal(exitCode, 0, stderr);
  return JSON.parse(stdout)[0];
}

test('corpus info: same-filled pages, duplicates, lengths and pool pages of equal pages', async () => {
  const path = fileIn(temporaryFolder(), 'alike.core', coreOf([{ pfn: 0, pages: LIKE_PAGES }]));
  const info = await described('-c', 'identity', path);
  // Duplicates: one filled page, text 1 twice, text 2, noise 3. The identity keeps each page in a pool page of its own.
  assert.deepEqual([info.zeroPages, info.sameFilledPages, info.duplicatePages], [5, 2, 5]);
  const all = { p5: 4096, p10: 4096, p25: 4096, p50: 4096, p75: 4096, p90: 4096, p95: 4096 };
  assert.deepEqual(info.compressors, {
    identity: {
      ...{ ratio: 1, incompressiblePages: 11, lengths: all },
      ...{ poolPages: 11, distinctPoolPages: 6 },
    },
  });
});

test('corpus info: zero and partly zero folios of each size', async () => {
  const path = fileIn(temporaryFolder(), 'alike.core', coreOf([{ pfn: 0, pages: LIKE_PAGES }]));
  const { folios } = (await described('-c', 'identity', path)) as unknown as {
    folios: Record<string, object>;
  };
  const correlation = { identity: null };
  assert.deepEqual(
    [folios['16K'], folios['32K'], folios['64K'], folios['128K']],
    [
      { folios: 4, zeroFolios: 1, partlyZeroFolios: 1, correlation },
      { folios: 2, zeroFolios: 0, partlyZeroFolios: 1, correlation },
      { folios: 1, zeroFolios: 0, partlyZeroFolios: 1, correlation },
      { folios: 0, zeroFolios: 0, partlyZeroFolios: 0, correlation },
    ],
  );
});

test('corpus info: folios of like pages have a high correlation, mixed ones do not', async () => {
  const folder = temporaryFolder();
  const kinds = [textPage, randomPage];
  const correlationOf = async (name: string, kindOf: (page: number) => number) => {
    const pages = Array.from({ length: 64 }, (_, page) => kinds[kindOf(page)](page));
    const path = fileIn(folder, name, coreOf([{ pfn: 64, pages }]));
    const { folios } = (await described('-c', 'lz4', path)) as unknown as {
      folios: Record<string, { correlation: { lz4: number } }>;
    };
    return folios['16K'].correlation.lz4;
  };
  assert.ok((await correlationOf('like.core', (page) => (page >> 2) % 2)) > 0.99);
  assert.ok((await correlationOf('mixed.core', (page) => page % 2)) < 0);
});

test('corpus info: a file of lengths has the figures of its image, but no duplicates', async () => {
  const folder = temporaryFolder();
  const image = fileIn(folder, 'alike.core', coreOf([{ pfn: 0, pages: LIKE_PAGES }]));
  const path = join(folder, 'alike.lengths');
  assert.equal((await inProcess('corpus', 'lengths', image, '-o', path)).exitCode, 0);
  const ofImage = await described(image);
  const withoutDuplicates = Object.entries(ofImage.compressors).map(([name, figures]) => [
    name,
    { ...figures, distinctPoolPages: null },
  ]);
  assert.deepEqual(await described(path), {
    ...{ ...ofImage, format: 'lengths', duplicatePages: null },
    compressors: Object.fromEntries(withoutDuplicates),
  });
  const { stdout } = await inProcess('corpus', 'info', path);
  assert.equal(stdout.match(/not known/g)?.length, 3);
});
