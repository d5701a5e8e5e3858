import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WorkerPool } from '../../src/workers/worker-pool.js';
import { inOwnProcess } from '../support/peak-memory.js';
import type { PoolTestPlan } from './pool-test-worker.js';

const THREAD = new URL('./pool-test-worker.js', import.meta.url);

function plan(change: Partial<PoolTestPlan> = {}): PoolTestPlan {
  return { pieces: 1000, arrived: new Int32Array(new SharedArrayBuffer(4)), ...change };
}

async function withPool(threads: number, work: (pool: WorkerPool) => Promise<void>): Promise<void> {
  const pool = await WorkerPool.start(THREAD, new Array(threads).fill(plan()));
  try {
    await work(pool);
  } finally {
    await pool.end();
  }
}

test('worker pool: each item of the queue is taken once per command', () =>
  withPool(3, async (pool) => {
    for (let round = 0; round < 3; round++) {
      const taken = (await pool.command<number[]>(0)).flat().sort((a, b) => a - b);
      assert.deepEqual(
        taken,
        Array.from({ length: 1000 }, (_, i) => i),
      );
    }
  }));

test('worker pool: no worker passes a barrier before all have arrived', () =>
  withPool(4, async (pool) => {
    for (let barrier = 1; barrier <= 50; barrier++) {
      for (const arrived of await pool.command<number>(1))
        assert.equal(arrived >= 4 * barrier, true);
    }
  }));

test('worker pool: an exception in a thread fails the command and every later one, with one line', () =>
  withPool(2, async (pool) => {
    const found = {
      code: 'ZB_THREAD',
      exitCode: 3,
      message:
        'thread 1: expected it to do its part until the end; found out of things; ' +
        'see whether it happens with --threads 1 too',
    };
    await assert.rejects(pool.command(2), found);
    await assert.rejects(pool.command(0), found);
  }));

test('worker pool: so does a thrown value that is not an Error', () =>
  withPool(2, (pool) => assert.rejects(pool.command(4), /thread \d: .*; found null; see/)));

test('worker pool: so does the exit of a thread while another waits for it', () =>
  withPool(2, (pool) => assert.rejects(pool.command(3), /thread 0: .*it ended with exit code 7/)));

test('worker pool: a thread that the system refuses ends those that run', () => {
  const body = `
    const { WorkerPool } = await load('workers/worker-pool.js');
    const plan = { pieces: 0, arrived: new Int32Array(0) };
    // Refused at once, as the system does it, but on every machine: a function cannot be passed on.
    const plans = [plan, plan, { ...plan, dies: () => {} }];
    return WorkerPool.start(new URL(input.thread), plans).catch(({ message }) => message);`;
  // A thread that runs would keep the process from ending.
  const { returned } = inOwnProcess<string>(body, { thread: THREAD.href });
  assert.match(returned, /could not be cloned/);
});

test('worker pool: a memory limit in a thread is an environment failure', () =>
  withPool(2, async (pool) => {
    const found = { code: 'ZB_ENVIRONMENT', exitCode: 2, message: /found Array buffer allocation/ };
    await assert.rejects(pool.command(5), found);
  }));

test('worker pool: a module that cannot start fails the pool', async () => {
  const plans = new Array(3).fill(plan({ dies: 2 }));
  await assert.rejects(WorkerPool.start(THREAD, plans), /thread 2: .*found cannot start; see/);
});
