import { parentPort } from 'node:worker_threads';
import type { JobMessage, JobReply } from './job-pool.js';
import type { JobExecutor } from './job-queue.js';
import { LocalQueue } from './local-queue.js';

/** Executes the jobs of a `JobPool` in its thread, one after another. An error ends the thread and reaches the pool. */
export function serveJobs<Job, Shared>(executor: JobExecutor<Job, Shared>): void {
  const queue = new LocalQueue(executor);
  parentPort?.on('message', async (message: JobMessage<Job, Shared>) => {
    if ('shared' in message) {
      queue.note(message.shared);
      return;
    }
    const { number, job } = message;
    const reply: JobReply = { number, result: await queue.run(job) };
    parentPort?.postMessage(reply);
  });
}
