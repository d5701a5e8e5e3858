import { runCase } from '../../src/verify/case-runner.js';
import type { Subject } from '../../src/verify/case-setup.js';
import type { CaseResult, CheckCase } from '../../src/verify/check-case.js';
import { counterSnapshot } from '../../src/verify/counter-snapshot.js';
import { replaying } from '../../src/verify/explore/schedulers.js';

/** Runs a case under every order of its steps, none left out. */
export function* everyInterleaving(subject: Subject, plan: CheckCase): Generator<CaseResult> {
  yield* from(subject, plan, []);
}

function* from(subject: Subject, plan: CheckCase, prefix: number[]): Generator<CaseResult> {
  let next: readonly number[] = [];
  const result = runCase(subject, plan, {
    pick: (runnable, step) => {
      if (step === prefix.length) next = runnable;
      return step < prefix.length ? prefix[step] : runnable[0];
    },
  });
  if (next.length === 0) yield result;
  for (const task of next) yield* from(subject, plan, [...prefix, task]);
}

/**
 * Result of a schedule: violations, every counter and gauge, and the order of each LRU. How many pages the
 * pool takes is left out: it follows from the order of allocations, which two stores may well exchange.
 */
export function finalState(subject: Subject, plan: CheckCase, { schedule }: CaseResult): string {
  let end: unknown;
  const { violations } = runCase(subject, plan, replaying(schedule), {
    stepped(_, zswap) {
      const { entries, memcgs } = zswap;
      const { pool_pages: _pages, ...snapshot } = counterSnapshot(zswap);
      const lrus = memcgs.map(({ lru }) =>
        [...lru].map((entry) => [entries.slot[entry], entries.referenced[entry]]),
      );
      end = { snapshot, lrus };
    },
  });
  return JSON.stringify({ off: violations.map(({ subject: on, off }) => [on, off]), end });
}
