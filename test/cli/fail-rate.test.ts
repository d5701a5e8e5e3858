import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failRate } from '../../src/result/option-kinds.js';
import { temporaryFolder } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { resultOf } from '../support/result-documents.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());
const MACHINE = ['--total-ram', 'offered', '-f', '16K'];
const GRID = ['--corpus', core, ...MACHINE, '-c', 'lz4', '-s', 'batch', '--no-timing'];

describe('--fail-rate', () => {
  it('is an allocation and a share', () => {
    for (const [text, value] of [
      ['entry_alloc=0.1%', { point: 'entry_alloc', percent: 0.1 }],
      ['zs_malloc=100%', { point: 'zs_malloc', percent: 100 }],
      ['index_node=0%', { point: 'index_node', percent: 0 }],
    ] as const) {
      assert.deepEqual(failRate.parse(text), value);
      assert.equal(failRate.write(value), text);
    }
    for (const text of ['entry_alloc', 'entry_alloc=1', 'pool_ref=1%', 'zs_malloc=101%', '=1%']) {
      assert.throws(() => failRate.parse(text), text);
    }
  });

  it('fails stores of a run, with its share in config and header', async () => {
    const { config, cells } = await resultOf(...GRID, '--fail-rate', 'entry_alloc=100%');
    assert.deepEqual(config.failRate, { point: 'entry_alloc', percent: 100 });
    const { folios, rejects } = cells[0].exact;
    assert.equal(rejects?.kmemcache_fail, folios.offered - folios.zero);
    const { stdout } = await inProcess('run', ...GRID, '--fail-rate', 'entry_alloc=100%');
    assert.match(stdout, /entry_alloc=100% fail/);
  });

  it('none, and 0%, change nothing', async () => {
    const [plain, none, zero] = await Promise.all(
      [[], ['none'], ['zs_malloc=0%']].map((rate) =>
        resultOf(...GRID, ...rate.flatMap((text) => ['--fail-rate', text])),
      ),
    );
    assert.equal(plain.config.failRate, null);
    assert.deepEqual(none.cells, plain.cells);
    assert.deepEqual(zero.cells, plain.cells);
  });
});
