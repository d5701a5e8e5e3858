// Worker of a test pool; each command runs another test action.
import { PoolWorker } from '../../src/workers/pool-worker.js';

export interface PoolTestPlan {
  readonly pieces: number;
  /** Workers that have arrived at a barrier. */
  readonly arrived: Int32Array;
  /** A thread that does not start. */
  readonly dies?: number;
}

const worker = new PoolWorker<PoolTestPlan>();
const { pieces, arrived, dies } = worker.plan;
if (dies === worker.thread) throw new Error('cannot start\nand says more');

worker.runCommands((command) => {
  switch (command) {
    case 0: {
      const taken: number[] = [];
      for (let at = worker.take(); at < pieces; at = worker.take()) taken.push(at);
      return taken;
    }
    case 1:
      Atomics.add(arrived, 0, 1);
      worker.barrier();
      return Atomics.load(arrived, 0);
    case 2:
      if (worker.thread === 1) throw new RangeError('out of things');
      return worker.barrier();
    case 4:
      throw null;
    case 5:
      return new ArrayBuffer(2 ** 50);
    default:
      if (worker.thread === 0) process.exit(7);
      return worker.barrier();
  }
});
