import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ResultDocument } from '../../../src/result/document.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';

const folder = temporaryFolder();
const SPEC = 'synth:pages=300:zero=0.2:seed=3';
const GRID = ['-c', 'lz4', '-s', 'batch', '--repeat', '1', '--total-ram', 'offered'];

async function succeeded(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await inProcess(...args);
  assert.equal(exitCode, 0, stderr);
  return stdout;
}

async function run(...options: string[]): Promise<ResultDocument> {
  return JSON.parse(await succeeded('run', ...GRID, '--json', '--corpus', SPEC, ...options));
}

describe('synthetic corpus', () => {
  it('runs under its whole name, with the checksum of its pages', async () => {
    const { corpora, cells, config } = await run('--no-timing');
    const [{ name, sha256, pages, zeroPages, grouping }] = corpora;
    assert.deepEqual([name, pages, zeroPages, grouping], [SPEC, 300, 60, 'aligned']);
    assert.equal(sha256, 'ff7279f52c74b50736f612ae48ade49010bc1ac81b3c76500071cbfbe8d3f964');
    assert.deepEqual(config.corpora, [{ name, sha256 }]);
    assert.equal(cells[0].key, `${SPEC}/lz4/64K/batch`);
  });

  it('has the same figures in any number of threads, and timed figures', async () => {
    const [one] = (await run('--no-timing', '--jobs', '1')).cells;
    const [two] = (await run('--no-timing', '--jobs', '2')).cells;
    assert.deepEqual(one.exact, two.exact);
    const [timed] = (await run('--time', '0.2')).cells;
    assert.deepEqual(timed.exact, one.exact);
    assert.ok((timed.timed?.pagesPerSecond?.median ?? 0) > 0);
  });

  it('is found again by the gate from its name in the baseline', async () => {
    const baseline = fileIn(folder, 'base.json', JSON.stringify(await run('--no-timing')));
    const stdout = await succeeded('gate', '--no-timing', '--baseline', baseline);
    assert.match(stdout, /^Verdict: pass: 0 of 1 cells failed$/m);
    const page = join(folder, 'report.html');
    await succeeded('report', baseline, '-o', page);
  });

  it('is copied to a core with the same pages, for its owner alone', async () => {
    const core = join(folder, 'copy.core');
    await succeeded('corpus', 'import', SPEC, '-o', core);
    assert.equal(statSync(core).mode & 0o777, 0o600);
    const stdout = await succeeded('corpus', 'info', '--json', '-c', 'lz4', core, SPEC);
    const [copied, made] = JSON.parse(stdout);
    assert.equal(copied.sha256, made.sha256);
    assert.equal(made.format, 'synthetic');
  });

  it('is taken by the other commands', async () => {
    const spec = ['--corpus', 'synth:pages=64'];
    await succeeded('check', ...spec, '-s', 'batch', '--schedules', '9');
    await succeeded('explain', ...spec, '--folio', '0', '-s', 'batch', '-c', 'lz4');
    await succeeded('compressors', ...spec, '-c', 'lz4', '--no-timing');
    await succeeded('advise', ...spec, '-c', 'lz4', '--repeat', '1', '--total-ram', 'offered');
  });
});
