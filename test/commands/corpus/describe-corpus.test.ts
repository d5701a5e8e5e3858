import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeCorpora } from '../../../src/commands/corpus/describe-corpus.js';
import { coreOf } from '../../support/core-file.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { joined } from '../../support/memory-source.js';
import { randomPage, textPage, zeroPage } from '../../support/pages.js';

test('corpus info: a raw dump has no alignment', async () => {
  const bytes = joined(textPage(1), zeroPage(), randomPage(2));
  const path = fileIn(temporaryFolder(), 'three.raw', bytes);
  const [info] = await describeCorpora([{ name: 'three', path }], { dropPartial: false });
  const { sha256, ...rest } = info;
  assert.match(sha256, /^[0-9a-f]{64}$/);
  assert.deepEqual(rest, {
    name: 'three',
    format: 'raw',
    pages: 3,
    zeroPages: 1,
    runs: 1,
    alignedShare: null,
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
  const [info] = await describeCorpora([{ name: 'two-runs', path }], { dropPartial: false });
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
