import type { Zswap } from '../../model/zswap/zswap.js';
import type { Subject } from '../case-setup.js';
import type { CheckCase } from '../check-case.js';
import type { ObservedStep, StepObserver } from '../step-observer.js';
import {
  AVERAGE,
  CHARGES,
  FIRST_CHARGE,
  type Footprint,
  FULL_FLAG,
  IN_FLIGHT,
  PARENT_CHARGE,
  POLICY_STATE,
  POOL_FALLS,
  POOL_PAGES,
  POOL_REFERENCES,
  POOL_RISES,
  RESERVED,
  SIZE_CLASSES,
  STORED_PAGES,
  USAGE,
} from '../touched-state.js';

/** Returns an observer that calls `noted` with the footprint of each step of a case. */
export function footprintObserver(
  { strategy }: Subject,
  plan: CheckCase,
  noted: (footprint: Footprint) => void,
): StepObserver {
  const isModule = strategy.module !== undefined;
  const observable = observableState(isModule, plan);
  // The path of a module may read usage at any step.
  const always = isModule ? USAGE : 0;
  let before: Sums = NO_SUMS;
  return {
    started(zswap) {
      before = sumsOf(zswap);
    },
    stepped(_task, zswap, { touched }: ObservedStep) {
      const sums = sumsOf(zswap);
      const { reads, writes, adds } = touched;
      noted({
        reads: observable & (always | reads | readsOfChange(before, sums)),
        writes: observable & writes,
        adds: observable & (adds | changes(before, sums)),
      });
      before = sums;
    },
  };
}

/** State that a step of the case could read; a limit that is absent, for one, is compared with nothing. */
function observableState(isModule: boolean, plan: CheckCase): number {
  const { roomPages, memcgRoomPages, parentRoomPages, faults, poolReplacedAt } = plan;
  const rooms = [roomPages, memcgRoomPages, parentRoomPages];
  const fails = faults.some(({ point }) => point === 'pool_limit' || point === 'memcg_limit');
  const isLimited = fails || rooms.some((room) => room !== null);
  let hidden = 0;
  if (!isLimited) hidden |= AVERAGE | RESERVED | FULL_FLAG;
  // Policies of a module may keep state without a limit too.
  if (!isLimited && !isModule) hidden |= POLICY_STATE;
  if (roomPages === null) hidden |= POOL_PAGES | SIZE_CLASSES;
  if (memcgRoomPages === null) hidden |= CHARGES & ~PARENT_CHARGE;
  if (parentRoomPages === null) hidden |= PARENT_CHARGE;
  if (poolReplacedAt === undefined) hidden |= POOL_REFERENCES;
  return ~hidden;
}

/** Sums that tasks change by amounts of their own. */
interface Sums {
  readonly poolPages: number;
  readonly reservedBytes: number;
  readonly parentBytes: number;
  readonly memcgBytes: readonly number[];
  readonly inFlight: number;
  readonly storedPages: number;
}

const NO_SUMS: Sums = {
  poolPages: 0,
  reservedBytes: 0,
  parentBytes: 0,
  memcgBytes: [],
  inFlight: 0,
  storedPages: 0,
};

function sumsOf({ pool, reservations, memcgParent, memcgs, inFlight, gauges }: Zswap): Sums {
  return {
    poolPages: pool.pagesAllocated,
    reservedBytes: reservations.bytes + memcgParent.reservedBytes,
    parentBytes: memcgParent.zswapBytes,
    memcgBytes: memcgs.map(({ zswapBytes }) => zswapBytes),
    inFlight: inFlight.size,
    storedPages: gauges.pages,
  };
}

function changes(before: Sums, after: Sums): number {
  let changed = 0;
  if (after.poolPages > before.poolPages) changed |= POOL_RISES;
  if (after.poolPages < before.poolPages) changed |= POOL_FALLS;
  if (after.reservedBytes !== before.reservedBytes) changed |= RESERVED;
  if (after.parentBytes !== before.parentBytes) changed |= PARENT_CHARGE;
  if (after.inFlight !== before.inFlight) changed |= IN_FLIGHT;
  if (after.storedPages !== before.storedPages) changed |= STORED_PAGES;
  for (const [number, bytes] of after.memcgBytes.entries()) {
    if (bytes !== before.memcgBytes[number]) changed |= FIRST_CHARGE << number;
  }
  return changed;
}

/** A rise of the pool depends on falls, and the reverse: together they make its peak. */
function readsOfChange({ poolPages: before }: Sums, { poolPages: after }: Sums): number {
  if (after === before) return 0;
  return after > before ? POOL_FALLS : POOL_RISES;
}
