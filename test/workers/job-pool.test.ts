import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JobPool } from '../../src/workers/job-pool.js';
import type { TestJob } from './job-test-thread.js';

const THREAD = new URL('./job-test-thread.js', import.meta.url);

async function withPool(
  threads: number,
  work: (pool: JobPool<TestJob, string>) => Promise<void>,
): Promise<void> {
  const pool = new JobPool<TestJob, string>(THREAD, threads, 'plan');
  try {
    await work(pool);
  } finally {
    await pool.end();
  }
}

test('job pool: each job has its own result, and each thread the plan', () =>
  withPool(3, async (pool) => {
    const numbers = Array.from({ length: 200 }, (_, i) => i);
    const results = await Promise.all(numbers.map((number) => pool.run(number)));
    assert.deepEqual(
      results,
      numbers.map((number) => [2 * number, 'plan']),
    );
  }));

test('job pool: noted data reaches every thread, for the jobs that follow', () =>
  withPool(2, async (pool) => {
    for (const text of ['first', 'second']) {
      pool.note(text);
      const jobs = Array.from({ length: 8 }, () => pool.run('noted'));
      assert.deepEqual(await Promise.all(jobs), new Array(8).fill(text));
    }
  }));

test('job pool: a job that is next overtakes those that wait, not those that a thread has', () =>
  withPool(1, async (pool) => {
    const ended: string[] = [];
    const run = async (name: string, next: boolean) => {
      await pool.run(0, next);
      ended.push(name);
    };
    const late = ['a', 'b', 'c', 'd'].map((name) => run(name, false));
    await Promise.all([...late, run('next', true)]);
    assert.deepEqual(ended, ['a', 'b', 'next', 'c', 'd']);
  }));

test('job pool: an error in a thread is that of every job that has not ended, and of later ones', () =>
  withPool(2, async (pool) => {
    const open = [
      pool.run('wait'),
      pool.run('throw'),
      pool.run('wait'),
      pool.run('wait'),
      pool.run(1),
    ];
    for (const { status } of await Promise.allSettled(open)) assert.equal(status, 'rejected');
    const found = { name: 'RangeError', message: 'out of things' };
    for (const job of [...open, pool.run(2)]) await assert.rejects(job, found);
  }));

test('job pool: the exit of a thread is one line', () =>
  withPool(2, async (pool) => {
    const found = {
      code: 'ZB_THREAD',
      exitCode: 3,
      message:
        'thread 0: expected it to do its part until the end; found it ended with exit code 7; ' +
        'see whether it happens with --jobs 1 too',
    };
    await assert.rejects(pool.run('exit'), found);
  }));

test('job pool: can be ended while jobs run', () =>
  withPool(2, async (pool) => {
    pool.run('wait');
    await pool.end();
  }));
