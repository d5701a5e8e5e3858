import type { GuestPlan } from './plan.js';
import type { GuestResults } from './results.js';
import type { GuestObserver } from './transcript.js';

/** A kernel in which plans are carried out: one in a virtual machine, or that of the running machine. */
export interface KernelHost {
  readonly release: string;
  /** Throws a `Failure` where that is not possible. */
  carryOut(plan: GuestPlan, observer: GuestObserver): Promise<GuestResults>;
}
