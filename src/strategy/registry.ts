import { incremental } from './path/incremental.js';
import { once } from './path/once.js';
import { atLimit } from './policy/at-limit.js';
import type { Strategy } from './strategy.js';

/** The one place to add a strategy: a path, a policy for each limit, and what it is known to leave wrong. */
export const STRATEGIES: ReadonlyMap<string, Strategy> = new Map<string, Strategy>([
  [
    'incremental',
    {
      summary: 'the global limit before every page, counters page by page: the v7 patch as posted',
      path: incremental,
      globalPolicy: atLimit,
      knownDrift: ['zswpout'],
    },
  ],
  [
    'batch',
    {
      summary: 'each limit once per folio, counters once after its last page',
      path: once,
      globalPolicy: atLimit,
      knownDrift: [],
    },
  ],
]);
