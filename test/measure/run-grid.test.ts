import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseCompressor } from '../../src/compressor/compressors.js';
import { run } from '../../src/measure/run-grid.js';
import { EMPTY_PLAN, strategiesNamed } from '../support/plan.js';

test('run: progress is reported before the first compressor is created', async () => {
  const log: string[] = [];
  const compressors = ['lz4', 'identity'].map((name) => {
    const choice = chooseCompressor(name);
    const create = () => {
      log.push(`${name} created`);
      return choice.create();
    };
    return { ...choice, create };
  });
  const observer = { begin() {}, progress: (text: string) => log.push(text), remark: () => {} };
  await run(
    { ...EMPTY_PLAN, compressors, strategies: strategiesNamed('batch', 'incremental') },
    '1.2.3',
    observer,
  );
  assert.deepEqual(log, ['preparing lz4, identity', 'lz4 created', 'identity created']);
});
