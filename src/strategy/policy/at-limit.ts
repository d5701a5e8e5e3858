import type { LimitPolicy, PolicyFactory } from '../strategy.js';

/** What a policy that only admits answers otherwise. */
export const ONLY_ADMITS: Omit<LimitPolicy, 'admit'> = {
  charge: () => null,
  settle: () => null,
  undo: () => {},
  looksAgain: false,
};

/** Compares nothing but the usage as it is: what every kernel does. */
export const atLimit: PolicyFactory = (_zswap, limit) => ({
  ...ONLY_ADMITS,
  admit: (folio) => limit.check(folio),
});

/** Never refuses: for a limit that somebody else enforces. */
export const unlimited: PolicyFactory = () => ({ ...ONLY_ADMITS, admit: () => null });
