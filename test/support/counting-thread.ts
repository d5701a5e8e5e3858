// Worker thread that adds to a plain number under a lock. Without the lock, additions would be lost.
import { workerData } from 'node:worker_threads';
import { SharedLocks } from '../../src/model/heap/locks.js';

const { lock, sum, thread, times } = workerData as CountingPlan;
const locks = new SharedLocks('sum', lock, thread, 30_000);
for (let i = 0; i < times; i++) {
  locks.lock(0);
  sum[0] += 1;
  locks.unlock(0);
}

export interface CountingPlan {
  readonly lock: Int32Array;
  readonly sum: Float64Array;
  readonly thread: number;
  readonly times: number;
}
