import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FaultInjector } from '../../src/verify/fault-injector.js';
import { fault } from '../support/check-cases.js';

test('fault injector: injects a fault once, at its occurrence, task and point', () => {
  const faults = new FaultInjector([fault('zs_malloc', 2, 1)]);
  faults.acting = 1;
  assert.equal(faults.at('zs_malloc'), false);
  assert.equal(faults.at('index_node'), false);
  faults.acting = 0;
  for (let i = 0; i < 5; i++) assert.equal(faults.at('zs_malloc'), false);
  faults.acting = 1;
  assert.equal(faults.at('zs_malloc'), false);
  assert.equal(faults.at('zs_malloc'), true);
  assert.equal(faults.at('zs_malloc'), false);
  assert.equal(faults.injected, 1);
});

test('fault injector: two faults at one point are both injected and counted', () => {
  const faults = new FaultInjector([
    fault('entry_alloc', 0),
    fault('entry_alloc', 1),
    fault('pool_ref', 0),
  ]);
  faults.acting = 0;
  assert.deepEqual(
    [1, 2, 3].map(() => faults.at('entry_alloc')),
    [true, true, false],
  );
  assert.equal(faults.at('pool_ref'), true);
  assert.equal(faults.injectedAt('entry_alloc'), 2);
  assert.equal(faults.injectedAt('entry_alloc', 'pool_ref', 'zs_malloc'), 3);
  assert.equal(faults.injectedAt('zs_malloc'), 0);
});
