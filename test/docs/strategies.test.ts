import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ResultDocument } from '../../src/result/document.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { ROOT, zswapBench } from '../support/program.js';

const page = readFileSync(`${ROOT}docs/strategies.md`, 'utf8');
const folder = temporaryFolder();

/** The modules that the page shows, by the file name in their first line, each in a folder of nothing else. */
const modules = new Map(
  [...page.matchAll(/^```js\n(\/\/ (\S+\.mjs)\n[^`]*)```$/gm)].map(([, text, name]) => [
    name,
    fileIn(folder, name, text),
  ]),
);

/** Runs a module of the page beside batch, by the path that the page shows and from the module's folder. */
function runBeside(name: string) {
  const { stdout, stderr, exitCode } = zswapBench(
    [
      ...['run', '-s', `batch,./${name}`, '-c', 'lz4', '--corpus', 'postgres', '--tasks', '1'],
      ...['--no-timing', '--no-verify', '--json'],
    ],
    folder,
  );
  assert.deepEqual([exitCode, stderr], [0, '']);
  const { cells } = JSON.parse(stdout) as ResultDocument;
  assert.deepEqual(
    cells.map(({ strategy }) => strategy),
    ['batch', name.replace('.mjs', '')],
  );
  return cells.map(({ exact }) => exact);
}

test('docs/strategies.md has the table that npm run docs makes of the registry', () => {
  const { stdout, status } = spawnSync(process.execPath, [`${ROOT}build/strategies-page.js`], {
    encoding: 'utf8',
  });
  assert.equal(status, 0);
  assert.equal(page, stdout);
});

test('docs/strategies.md shows one policy and one path', () => {
  assert.deepEqual([...modules.keys()], ['keep-free.mjs', 'publish-late.mjs']);
});

test('keep-free.mjs: runs from an empty folder and keeps a twentieth of the pool free', () => {
  const [batch, keepFree] = runBeside('keep-free.mjs');
  // The folio that takes the pool above the mark is its last: 16 pages and their chains.
  const mark = (keepFree.pool.limitPages * 19) / 20;
  assert.ok(batch.pool.peakPages >= batch.pool.limitPages);
  assert.ok(keepFree.pool.peakPages <= mark + 16 + 16 * 8);
  assert.ok(keepFree.pool.peakPages < keepFree.pool.limitPages);
  assert.ok((keepFree.rejects?.headroom ?? 0) > 0);
  assert.equal(keepFree.rejects?.pool_limit, 0);
});

test('publish-late.mjs: runs from an empty folder and stores what batch stores', () => {
  const [batch, late] = runBeside('publish-late.mjs');
  assert.ok(late.folios.rejected > 0);
  assert.deepEqual([late.folios, late.counters], [batch.folios, batch.counters]);
});

for (const name of modules.keys()) {
  test(`${name}: passes check`, () => {
    const { stdout, exitCode } = zswapBench(
      ['check', '-s', `./${name}`, '--corpus', 'redis', '-f', '4K,16K', '--schedules', '50'],
      folder,
    );
    assert.equal(exitCode, 0, stdout);
  });
}
