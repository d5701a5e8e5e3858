import type { Zswap } from '../zswap/zswap.js';
import { runCase } from './case-runner.js';
import type { CheckCase } from './check-case.js';
import type { Subject } from './scene.js';
import { replaying } from './schedulers.js';

/** One step of a case, in words. */
export interface TraceLine {
  readonly step: number;
  /** `store 0`, `shrink 1`. */
  readonly who: string;
  /** Points that the step came by: what it did. */
  readonly did: readonly string[];
  /** Gauges and counters that moved, signed. */
  readonly moved: readonly string[];
}

/** Runs a case again and tells who did what and which counter went where. */
export function traceCase(
  subject: Subject,
  plan: CheckCase,
  schedule: readonly number[],
): TraceLine[] {
  const lines: TraceLine[] = [];
  let before: Readings = {};
  runCase(subject, plan, replaying(schedule), {
    begins(zswap) {
      before = readings(zswap);
    },
    stepped(task, zswap, { passed }) {
      const now = readings(zswap);
      const moved = Object.entries(now)
        .map(([name, value]) => [name, value - before[name]] as const)
        .filter(([, by]) => by !== 0)
        .map(([name, by]) => `${name} ${by > 0 ? '+' : ''}${by}`);
      const who = `${plan.tasks[task].kind} ${task}`;
      lines.push({ step: lines.length + 1, who, did: [...passed], moved });
      before = now;
    },
  });
  return lines;
}

type Readings = Record<string, number>;

function readings({ counters, memcgs, pool, entryPoolRefs, poolHolders }: Zswap): Readings {
  return {
    ...counters,
    memcg_zswap: memcgs[0].zswapBytes,
    memcg_zswapped: memcgs[0].zswapped,
    pool_pages: pool.pagesAllocated,
    pool_refs: entryPoolRefs + poolHolders.size,
    lru_entries: memcgs[0].lru.size,
  };
}
