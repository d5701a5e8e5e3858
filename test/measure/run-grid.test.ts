import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseCompressor } from '../../src/compressor/registry.js';
import { run } from '../../src/measure/run-grid.js';
import { EMPTY_PLAN } from '../support/plan.js';

test('the first progress is heard before any compressor is made', async () => {
  const log: string[] = [];
  const compressors = ['lz4', 'identity'].map((name) => {
    const choice = chooseCompressor(name);
    const create = () => {
      log.push(`${name} made`);
      return choice.create();
    };
    return { ...choice, create };
  });
  const observer = { progress: (text: string) => log.push(text), remark: () => {} };
  await run({ ...EMPTY_PLAN, compressors }, '1.2.3', observer);
  assert.deepEqual(log, ['preparing lz4, identity', 'lz4 made', 'identity made']);
});
