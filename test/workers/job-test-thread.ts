// Worker of a test pool of jobs: notes texts, and executes one action per job.
import { isMainThread, workerData } from 'node:worker_threads';
import { serveJobs } from '../../src/workers/serve-jobs.js';

export type TestJob = number | 'noted' | 'throw' | 'exit' | 'wait';

let noted = '';
if (!isMainThread) {
  serveJobs<TestJob, string>({
    note(text) {
      noted = text;
    },
    async execute(job) {
      if (job === 'noted') return noted;
      if (job === 'throw') throw new RangeError('out of things');
      if (job === 'exit') process.exit(7);
      if (job === 'wait') return new Promise(() => {});
      return [job * 2, workerData];
    },
  });
}
