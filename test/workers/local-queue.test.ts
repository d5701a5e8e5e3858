import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LocalQueue } from '../../src/workers/local-queue.js';

/** A queue whose jobs report what was noted before them; the job `fail` fails. */
function queueOf(executed: string[]): LocalQueue<string, string> {
  let noted = '';
  return new LocalQueue({
    note(text: string) {
      noted = text;
    },
    async execute(job: string) {
      executed.push(`${job} begins`);
      await new Promise(setImmediate);
      if (job === 'fail') throw new Error('failed');
      executed.push(`${job} ends`);
      return `${job} after ${noted}`;
    },
  });
}

test('local queue: jobs run one after another, each with what was noted before it', async () => {
  const executed: string[] = [];
  const queue = queueOf(executed);
  queue.note('x');
  const first = queue.run('a');
  queue.note('y');
  const second = queue.run('b');
  assert.deepEqual(await Promise.all([first, second]), ['a after x', 'b after y']);
  assert.deepEqual(executed, ['a begins', 'a ends', 'b begins', 'b ends']);
});

test('local queue: no job begins after one has failed', async () => {
  const executed: string[] = [];
  const queue = queueOf(executed);
  const jobs = [queue.run('fail'), queue.run('a')];
  queue.note('x');
  for (const job of jobs) await assert.rejects(job, { message: 'failed' });
  assert.deepEqual(executed, ['fail begins']);
});

test('local queue: no job begins after the end', async () => {
  const executed: string[] = [];
  const queue = queueOf(executed);
  const first = queue.run('a');
  queue.run('b');
  await first;
  await queue.end();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(executed, ['a begins', 'a ends']);
});

test('local queue: the event loop turns between jobs, so that signals are handled', async () => {
  const queue = new LocalQueue<number, never>({ note() {}, execute: (job) => job });
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  await Promise.all(Array.from({ length: 2000 }, (_, job) => queue.run(job)));
  clearInterval(timer);
  assert.ok(turns > 0);
});
