// Worker thread that updates counters and does nothing else; counter-updates.ts starts it.
import { SharedHeap } from '../src/model/shared-memory/shared-heap.js';
import { PoolWorker } from '../src/workers/pool-worker.js';
import { BareCounters, COUNTING, type CountingPlan } from './bare-counters.js';

const worker = new PoolWorker<CountingPlan>();
const counters = new BareCounters(new SharedHeap(worker.plan.heap, worker.thread));
worker.runCommands((command) => {
  worker.barrier();
  counters[COUNTING[command]](worker.plan.folios);
  return null;
});
