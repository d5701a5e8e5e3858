import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KERNELS } from '../../src/model/zswap/kernel-presets.js';
import { STRATEGIES } from '../../src/strategy/registry.js';
import type { Strategy } from '../../src/strategy/strategy.js';

const namesWhere = (holds: (strategy: Strategy) => unknown) =>
  [...STRATEGIES].filter(([, strategy]) => holds(strategy)).map(([name]) => name);

test('scripts may count on these names', () => {
  assert.deepEqual(
    [...STRATEGIES.keys()],
    [
      ...['incremental', 'batch', 'batch-clearance', 'batch-ratio', 'batch-backoff'],
      ...['reserve', 'transactional', 'chunked', 'recheck', 'deferred', 'split'],
      ...['mainline-6.12', 'mainline-6.13', 'mainline-6.14', 'mainline-6.18', 'oracle'],
    ],
  );
});

test('a mainline strategy runs on the kernel that it is named after, every other on any', () => {
  for (const [name, { kernel }] of STRATEGIES) {
    const release = name.match(/^mainline-(.*)$/)?.[1];
    assert.equal(kernel, release, name);
    if (release !== undefined) assert.ok(KERNELS.has(release));
  }
});

test('what is known to be wrong is the v7 patch and 6.13, and nothing else splits or knows lengths', () => {
  assert.deepEqual(
    namesWhere(({ knownDrift }) => knownDrift.length > 0),
    ['incremental', 'mainline-6.13'],
  );
  assert.deepEqual(
    namesWhere(({ splits }) => splits),
    ['split'],
  );
  assert.deepEqual(
    namesWhere(({ clairvoyant }) => clairvoyant),
    ['oracle'],
  );
});

test('those that never pass the pool limit are those that claim or know', () => {
  const never = namesWhere(
    ({ overshootBound }) => overshootBound({ tasks: 64, folioPages: 512 }) === 0,
  );
  assert.deepEqual(never, ['reserve', 'oracle']);
});

test('a strategy says in a line what it is', () => {
  for (const [name, { summary }] of STRATEGIES) {
    assert.match(summary, /^\S.*\S$/, name);
    assert.ok(summary.length <= 100, `${name}: ${summary}`);
  }
});
