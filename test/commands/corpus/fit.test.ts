import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fitCorpus, modelText } from '../../../src/commands/corpus/fit-corpus.js';
import type { Fit } from '../../../src/commands/corpus/fit-tables.js';
import type { SyntheticModel } from '../../../src/corpus/synthetic/synthetic-model.js';
import { readSpec } from '../../../src/corpus/synthetic/synthetic-spec.js';
import type { ModelResult } from '../../../src/result/document.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { zeroPage } from '../../support/pages.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { raw, core } = writeTinyCorpora(folder);

function fitted(path: string): Promise<SyntheticModel> {
  return fitCorpus({ name: 'fitted', path }, { dropPartial: false }, () => {});
}

async function fit(path: string, ...options: string[]): Promise<{ out: string; fit: Fit }> {
  const out = join(folder, 'model.json');
  const args = ['corpus', 'fit', path, '-o', out, '--json', '--repeat', '1', ...options];
  const { exitCode, stdout, stderr } = await inProcess(...args);
  assert.equal(exitCode, 0, stderr);
  return { out, fit: JSON.parse(stdout) };
}

function assertNear(found: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(found - expected) <= tolerance, `${found}, not ${expected}`);
}

describe('fitted model', () => {
  it('finds the statistics that a synthetic corpus was made with', async () => {
    const spec =
      'synth:pages=16384:zero=0.1:incompressible=0.05:mean=1500:sd=600:symbols=50:correlation=0.6:aligned=0.5';
    const [asked, found] = [await readSpec(spec), await fitted(spec)];
    assert.deepEqual(
      [found.pages, found.zero, found.incompressible],
      [16384, 0.099976, 0.049988],
      'whole pages',
    );
    // The first and the last part are level at their ends.
    for (const [i, length] of found.lengths.entries()) {
      assertNear(length, asked.lengths[i], i === 0 || i === 127 ? 40 : 20);
    }
    assertNear(found.symbols, 50, 1);
    assert.deepEqual(found.folios, { ...asked.folios, '2M': 0.5 });
    for (const size of ['2M', '64K', '16K']) assertNear(found.correlation[size], 0.6, 0.1);
  });

  it('tells the correlation in small ranges from that in large ones', async () => {
    const model = {
      ...(await readSpec('synth:')),
      correlation: { '2M': 0.1, '64K': 0.4, '16K': 0.8 },
    };
    const path = fileIn(folder, 'nested.json', JSON.stringify(model));
    const { correlation } = await fitted(`synth:${path}`);
    assertNear(correlation['2M'], 0.1, 0.06);
    assertNear(correlation['64K'], 0.4, 0.08);
    assertNear(correlation['16K'], 0.8, 0.08);
  });

  it('of a tiny core is as counted by hand', async () => {
    const { zero, incompressible, folios } = await fitted(core);
    // Pages 8, 17, 20 to 23, 26 and 35 are zero; 4, 9, 14, 19, 24, 29, 34 and 39 are noise.
    assert.deepEqual([zero, incompressible], [8 / 40, 8 / 40]);
    // 24 pages from 256 on: 64K and 32K. 16 from 514 on: two alone, 16K, 32K, two alone.
    const shares = { '2M': 0, '1M': 0, '512K': 0, '256K': 0, '128K': 0 };
    assert.deepEqual(folios, { ...shares, '64K': 16 / 40, '32K': 16 / 40, '16K': 4 / 40 });
  });

  it('has no addresses for raw pages, and the synthetic corpus has none either', async () => {
    const model = await fitted(raw);
    assert.equal(model.folios, null);
    const path = fileIn(folder, 'raw.json', modelText(model));
    const { stdout } = await inProcess('corpus', 'info', `synth:${path}`, '--json');
    const [{ runs, alignedShare }] = JSON.parse(stdout);
    assert.deepEqual([runs, alignedShare], [1, null]);
  });
});

describe('corpus fit', () => {
  it('writes the model that it prints, and compares the figures of run', async () => {
    const { out, fit: found } = await fit(core);
    const text = readFileSync(out, 'utf8');
    assert.deepEqual(JSON.parse(text), found.model);
    assert.match(text, /^\{"schema":"zswap-bench.synthetic\/1",\n"pages":40,\n"seed":1,\n/);
    assert.equal(found.cells.length, 18);
    const run = async (corpus: string): Promise<ModelResult> => {
      const grid = ['-c', 'lz4', '-f', '64K', '--repeat', '1', '--json'];
      const { stdout } = await inProcess('run', '--no-timing', '--corpus', corpus, ...grid);
      return JSON.parse(stdout);
    };
    const compared = found.cells.filter(
      (each) => `${each.compressor} ${each.folioSize}` === 'lz4 64K',
    );
    const { cells } = await run(core);
    assert.equal(compared.length, cells.length);
    for (const [i, { strategy, figures }] of compared.entries()) {
      const { exact, key } = cells[i];
      assert.equal(`tiny/lz4/64K/${strategy}`, key);
      assert.equal(figures.endStoredPages.corpus, exact.counters.stored_pages);
      assert.equal(figures.ratio.corpus, exact.pool.ratio);
      assert.equal(figures.wastedCompressions.corpus, exact.wasted.compressions);
      const { corpus, synthetic, error } = figures.endStoredPages;
      assert.equal(error, (synthetic ?? 0) / (corpus ?? 0) - 1);
    }
    // Another name has other schedules, which change the end by a few folios.
    const ofModel = await run(`synth:${out}`);
    const ratio = ofModel.cells[0].exact.pool.ratio ?? 0;
    assertNear(compared[0].figures.ratio.synthetic ?? 0, ratio, 0.01 * ratio);
  });

  it('prints a table with the errors, also of nothing but zero pages', async () => {
    const path = fileIn(folder, 'zero.raw', Buffer.concat(Array(8).fill(zeroPage())));
    const out = join(folder, 'zero.json');
    const { exitCode, stdout } = await inProcess('corpus', 'fit', path, '-o', out);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^lz4\/64K\/batch +0 +0 +0\.0% +- +- +0\.0% +0 +0 +0 +0$/m);
    assert.match(
      stdout,
      /^Medians of the repetitions\. Largest errors: lz4: stored 0\.0%, ratio 0\.0%;/m,
    );
  });

  it('refuses lengths and several images', async () => {
    const lengths = join(folder, 'tiny.lengths');
    await inProcess('corpus', 'lengths', core, '-o', lengths);
    for (const [image, message] of [
      [lengths, /found a file of lengths/],
      ['all', /expected one image; found 7/],
    ] as const) {
      const { exitCode, stderr } = await inProcess('corpus', 'fit', image, '-o', `${lengths}.json`);
      assert.equal(exitCode, 2);
      assert.match(stderr, message);
    }
  });
});
