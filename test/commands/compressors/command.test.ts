import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import type { CompressorComparison } from '../../../src/commands/compressors/document.js';
import { main } from '../../../src/program.js';
import type { ModelResult } from '../../../src/result/document.js';
import { temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const { core, raw } = writeTinyCorpora(temporaryFolder());
const compare = (...args: string[]) => inProcess('compressors', '--corpus', core, ...args);

async function comparison(...args: string[]): Promise<CompressorComparison> {
  const { stdout, stderr, exitCode } = await compare('--json', ...args);
  assert.deepEqual([exitCode, stderr], [0, '']);
  return JSON.parse(stdout);
}

describe('compressors --json', () => {
  it('has every figure of the contract', async () => {
    const { schema, cells } = await comparison('-c', 'lz4', '--time', '0.05');
    assert.equal(schema, 'zswap-bench.compressors/1');
    assert.deepEqual(
      cells.map(({ key }) => key),
      ['tiny/lz4', 'tiny/identity'],
    );
    const [{ compressMBps, decompressMBps, compressNs, decompressNs, ...rest }] = cells;
    for (const speed of [compressMBps, decompressMBps]) {
      assert.deepEqual(Object.keys(speed ?? {}).slice(0, 3), ['median', 'low', 'high']);
    }
    for (const ns of [compressNs, decompressNs])
      assert.deepEqual(Object.keys(ns ?? {}), ['p50', 'p99']);
    assert.deepEqual([rest.corpus, rest.compressor], ['tiny', 'lz4']);
    assert.deepEqual(rest.roundTrip, { checked: 40, mismatches: 0 });
  });

  it('has only exact figures with --no-timing, reproducible', async () => {
    const { cells } = await comparison('-c', 'lz4,deflate', '--no-timing');
    assert.deepEqual(Object.keys(cells[0]), [
      ...[
        'key',
        'corpus',
        'compressor',
        'kernelLengths',
        'ratio',
        'poolRatio',
        'incompressibleShare',
        'roundTrip',
      ],
    ]);
    assert.deepEqual((await comparison('-c', 'lz4,deflate', '--no-timing')).cells, cells);
  });

  it('equals a run that stores everything', async () => {
    for (const corpus of [core, raw]) {
      const common = ['--corpus', corpus, '-c', 'lz4', '--no-timing', '--json'];
      const everything = ['--max-pool-percent', '100', '--tasks', '1', '-s', 'batch'];
      const machine = ['--total-ram', '64M', '--offer', '160K'];
      const run = await inProcess('run', ...common, ...everything, ...machine);
      const [{ exact }] = (JSON.parse(run.stdout) as ModelResult).cells;
      const { stdout } = await inProcess('compressors', ...common);
      const { cells, corpora } = JSON.parse(stdout) as CompressorComparison;
      assert.equal(exact.pages.rejected, 0);
      assert.equal(corpora[0].comparedPages, exact.pages.stored);
      assert.equal(cells[0].ratio, exact.pool.ratio);
      assert.equal(cells[0].poolRatio, rounded(exact.pages.stored / exact.pool.endPages));
      const share = exact.pages.incompressible / exact.pages.stored;
      assert.equal(cells[0].incompressibleShare, rounded(share));
      assert.ok(share > 0);
    }
  });

  it('has identity once, in any position of the list', async () => {
    const { cells } = await comparison('-c', 'identity,lz4', '--no-timing');
    assert.deepEqual(
      cells.map(({ compressor, ratio }) => [compressor, ratio === 1]),
      [
        ['identity', true],
        ['lz4', false],
      ],
    );
  });
});

describe('compressors', () => {
  it('shows progress on a terminal, and erases the line', async () => {
    const said: string[] = [];
    const stderr = new Writable({ write: (chunk, _, done) => done(void said.push(`${chunk}`)) });
    const stdout = new Writable({ write: (_chunk, _, done) => done() });
    const terminal = { stdout, stderr: Object.assign(stderr, { isTTY: true }), env: {} };
    const args = ['compressors', '--corpus', core, '-c', 'lz4', '--no-timing'];
    assert.equal(await main(args, terminal), 0);
    assert.match(said[0], /preparing lz4, identity$/);
    assert.equal(said.at(-1), '\r\u001b[K');
  });

  it('fails for unknown names', async () => {
    const wrong = [
      ['-c', 'lz5'],
      ['--corpus', 'radis'],
      ['--time', '0'],
      ['--partial', 'keep'],
    ];
    for (const args of wrong) {
      const { exitCode, stdout, stderr } = await inProcess('compressors', ...args);
      assert.deepEqual([exitCode, stdout], [2, ''], args.join(' '));
      assert.match(stderr, /^zswap-bench: .*(did you mean|above 0|--partial: expected drop)/);
    }
  });
});

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
