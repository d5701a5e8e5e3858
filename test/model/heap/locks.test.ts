import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { SharedLocks } from '../../../src/model/heap/locks.js';
import type { CountingPlan } from '../../support/counting-thread.js';

test('shared locks: a held lock is listed with its name and thread until it is released', () => {
  const words = new Int32Array(new SharedArrayBuffer(3 * 4));
  const one = new SharedLocks('class', words, 0, 1000);
  const other = new SharedLocks('class', words, 5, 1000);
  one.lock(0);
  other.lock(2);
  const held = [
    { lock: 'class 0', thread: 0 },
    { lock: 'class 2', thread: 5 },
  ];
  assert.deepEqual([one.held(), other.held()], [held, held]);
  one.unlock(0);
  other.unlock(2);
  assert.deepEqual(one.held(), []);
  other.lock(0);
  assert.deepEqual(one.held(), [{ lock: 'class 0', thread: 5 }]);
});

test('shared locks: a timeout names the lock and the thread that holds it', () => {
  const words = new Int32Array(new SharedArrayBuffer(4));
  new SharedLocks('index', words, 3, 1).lock(0);
  const waiting = new SharedLocks('index', words, 0, 1);
  const message = "thread 0 waits for lock 'index', which thread 3 does not give up";
  assert.throws(() => waiting.lock(0), { message });
});

test('shared locks: four threads lose no addition', async () => {
  const lock = new Int32Array(new SharedArrayBuffer(4));
  const sum = new Float64Array(new SharedArrayBuffer(8));
  const times = 50_000;
  const workers = [0, 1, 2, 3].map((thread) => {
    const workerData: CountingPlan = { lock, sum, thread, times };
    return new Worker(new URL('../../support/counting-thread.js', import.meta.url), { workerData });
  });
  for (const [code] of await Promise.all(workers.map((worker) => once(worker, 'exit')))) {
    assert.equal(code, 0);
  }
  assert.equal(sum[0], 4 * times);
  assert.equal(lock[0], 0, 'the lock is free');
});
