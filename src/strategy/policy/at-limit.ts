import type { PolicyFactory } from '../limit-policy.js';

/** Compares only usage with the limit, as every kernel does: the default of each method. */
export const atLimit: PolicyFactory = () => ({});

/** Never refuses; for a limit that is enforced elsewhere. */
export const unlimited: PolicyFactory = () => ({ admit: () => null });
