import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KERNELS } from '../../src/model/zswap/kernel-presets.js';
import { isPlainName } from '../../src/result/name.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';

test('names are plain, and those that other commands use by name exist', () => {
  for (const name of STRATEGIES.keys()) assert.ok(isPlainName(name), name);
  for (const name of ['incremental', 'batch', 'oracle']) assert.ok(STRATEGIES.has(name), name);
});

test('a mainline strategy runs on the kernel that it is named after, every other on any', () => {
  for (const [name, { kernel }] of STRATEGIES) {
    const release = name.match(/^mainline-(.*)$/)?.[1];
    assert.equal(kernel, release, name);
    if (release !== undefined) assert.ok(KERNELS.has(release));
  }
});

test('the bugs of v7 and of 6.13 are declared, split splits, and the oracle knows lengths', () => {
  assert.deepEqual(STRATEGIES.get('incremental')?.knownDrift, ['zswpout']);
  const underflow = ['stored_pages', 'memcg_zswap', 'memcg_zswapped'];
  assert.deepEqual(STRATEGIES.get('mainline-6.13')?.knownDrift, underflow);
  const flags = (name: string) => [STRATEGIES.get(name)?.splits, STRATEGIES.get(name)?.clairvoyant];
  assert.deepEqual(flags('split'), [true, undefined]);
  assert.deepEqual(flags('oracle'), [undefined, true]);
});

test('reserve and oracle promise no overshoot', () => {
  for (const name of ['reserve', 'oracle']) {
    assert.equal(STRATEGIES.get(name)?.overshootBound({ tasks: 64, folioPages: 512 }), 0, name);
  }
});

test('a summary is one line of up to 100 characters', () => {
  for (const [name, { summary }] of STRATEGIES) {
    assert.match(summary, /^\S.*\S$/, name);
    assert.ok(summary.length <= 100, `${name}: ${summary}`);
  }
});
