// A thread that stores, loads, frees and writes back at random until its time is up.

import { performance } from 'node:perf_hooks';
import { Random } from '../../src/common/random.js';
import { type Locks, NoLocks } from '../../src/model/heap/locks.js';
import { SharedHeap } from '../../src/model/heap/shared-heap.js';
import { ShrinkWorker, shrinkMemcg } from '../../src/model/zswap/shrink-memcg.js';
import { completeStore, runStore, storeSetting } from '../../src/strategy/run-store.js';
import { counterTotals } from '../../src/verify/threads/counter-totals.js';
import { PoolWorker } from '../../src/workers/pool-worker.js';
import {
  FOLIOS,
  MEMCGS,
  STEPS_PER_CLOCK_CHECK,
  STRESSED,
  type StressPlan,
  stressedZswap,
  type ThreadReport,
} from './plan.js';

class LeakyHeap extends SharedHeap {
  override locks(name: string, count: number): Locks {
    const locks = super.locks(name, count);
    return worker.plan.without !== null && name.startsWith(worker.plan.without)
      ? new NoLocks()
      : locks;
  }
}

const worker = new PoolWorker<StressPlan>();
const states = new Int32Array(worker.plan.folios);
const random = new Random('stress', worker.plan.seed, worker.thread);

worker.runCommands((command): ThreadReport => {
  const [, strategy] = STRESSED[command];
  const zswap = stressedZswap(strategy, new LeakyHeap(worker.plan.heap, worker.thread));
  const setting = storeSetting(strategy, zswap);
  const shrinkWorker = new ShrinkWorker(zswap);
  let acceptedPages = 0;
  let loadedPages = 0;
  const store = (at: number) => {
    if (Atomics.compareExchange(states, at, 0, -1) !== 0) return;
    const folio = { ...FOLIOS[at], page: random.below(10_000), memcg: random.below(MEMCGS) };
    acceptedPages += completeStore(runStore(setting, folio)).storedPages;
    Atomics.store(states, at, 0);
  };
  /** Several threads may load and free the same folio at once, but not while it is stored. */
  const among = (at: number, work: () => void) => {
    const others = Atomics.load(states, at);
    if (others < 0 || Atomics.compareExchange(states, at, others, others + 1) !== others) return;
    work();
    Atomics.sub(states, at, 1);
  };
  worker.barrier();
  let steps = 0;
  // Monotonic: the time of day may jump, and would end the round.
  const end = performance.now() + worker.plan.roundMs;
  while (performance.now() < end) {
    for (let i = 0; i < STEPS_PER_CLOCK_CHECK; i++) {
      steps++;
      const at = random.below(FOLIOS.length);
      const { slot, pageCount } = FOLIOS[at];
      const draw = random.below(16);
      if (draw < 10) store(at);
      else if (draw < 13) {
        among(at, () => {
          for (let page = 0; page < pageCount; page++) if (zswap.load(slot + page)) loadedPages++;
        });
      } else if (draw < 14) among(at, () => zswap.eraseFolio(FOLIOS[at]));
      else if (draw < 15) shrinkMemcg(zswap, zswap.memcgs[random.below(MEMCGS)]);
      else if (zswap.shrinkState.begin()) {
        drain(shrinkWorker.run());
        zswap.shrinkState.end();
      }
    }
  }
  return { steps, totals: counterTotals(zswap, acceptedPages, loadedPages) };
});

function drain(steps: Iterator<unknown>): void {
  while (steps.next().done !== true);
}
