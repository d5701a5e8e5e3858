import { KERNELS, type Kernel } from '../../src/model/zswap/kernel-presets.js';
import type { StepPoint } from '../../src/model/zswap/step-hooks.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import type { CaseParts, Subject } from '../../src/verify/case-setup.js';
import type {
  CheckCase,
  CheckTask,
  Fault,
  ShrinkTask,
  StoreTask,
} from '../../src/verify/check-case.js';
import { NO_LIMITS } from '../../src/verify/check-case.js';
import type { ExpectedCounters } from '../../src/verify/expected/expected-counters.js';
import type { FaultInjector } from '../../src/verify/fault-injector.js';

/** A registered strategy on its kernel; pages are as long as `lengths` says, over and over. */
export function subjectOf(
  name: string,
  lengths: readonly number[] = [1000],
  kernel = '6.18',
): Subject {
  const strategy = STRATEGIES.get(name) as Strategy;
  return {
    name,
    strategy,
    kernel: KERNELS.get(strategy.kernel ?? kernel) as Kernel,
    lengths: Uint16Array.from(lengths),
  };
}

/** A store of pages `page` .. of the corpus, in memcg 0 unless told otherwise, over nothing. */
export function store(pageCount: number, more: Partial<StoreTask> = {}): StoreTask {
  return { kind: 'store', pageCount, page: 0, older: false, memcg: 0, ...more };
}

export function shrink(shrinks: number, memcg = 0): ShrinkTask {
  return { kind: 'shrink', shrinks, memcg };
}

/** Parts of a case without a tracer. */
export function caseParts(events: ExpectedCounters, injector: FaultInjector): CaseParts {
  return { events, injector, hooks: injector };
}

export function fault(point: StepPoint, occurrence: number, task = 0): Fault {
  return { task, point, occurrence };
}

/** A case without limits unless told otherwise. */
export function caseOf(tasks: readonly CheckTask[], more: Partial<CheckCase> = {}): CheckCase {
  return { tasks, faults: [], ...NO_LIMITS, ...more };
}
