import assert from 'node:assert/strict';
import { test } from 'node:test';
import { survey } from '../../../src/measure/survey/survey.js';
import { loadResidentPages } from '../../../src/measure/timed/resident-pages.js';
import { joined, memorySource } from '../../support/memory-source.js';
import { zeroPage } from '../../support/pages.js';
import { pageOfLength } from '../../support/toy-compressor.js';

test('resident pages: all runs of a small corpus', async () => {
  const [a, b, c] = [pageOfLength(5), zeroPage(), pageOfLength(7)];
  const source = memorySource([
    { pfn: 3, bytes: joined(a, b), startsRun: true },
    { pfn: 90, bytes: c, startsRun: true },
  ]);
  const pages = await loadResidentPages(source, await survey(source, new Map(), false));
  assert.deepEqual(new Uint8Array(pages.bytes), joined(a, b, c));
  assert.deepEqual(pages.runs, [
    { pfn: 3, pages: 2 },
    { pfn: 90, pages: 1 },
  ]);
  assert.deepEqual([...pages.zero], [0, 1, 0]);
});

test('resident pages: the first 64 MiB of a large corpus', async () => {
  // 66 windows of 1 MiB: runs of 10, 54 + 1 and 1 windows. The second run ends after 54 of its 55 windows.
  const MIB = 1 << 20;
  const bytes = new Uint8Array(MIB);
  const windows = Array.from({ length: 66 }, (_, i) => ({
    pfn: i * 256,
    bytes,
    startsRun: i === 0 || i === 10 || i === 65,
  }));
  const source = memorySource(windows);
  const pages = await loadResidentPages(source, await survey(source, new Map(), false));
  assert.equal(pages.bytes.length, 64 * MIB);
  assert.equal(pages.zero.length, 64 * 256);
  assert.deepEqual(pages.runs, [
    { pfn: 0, pages: 2560 },
    { pfn: 2560, pages: 54 * 256 },
  ]);
});
