import type { PolicyFactory } from '../limit-policy.js';

/** Compares nothing but usage with the limit: what every kernel does, and the default of each method. */
export const atLimit: PolicyFactory = () => ({});

/** Never refuses: for a limit that is enforced elsewhere. */
export const unlimited: PolicyFactory = () => ({ admit: () => null });
