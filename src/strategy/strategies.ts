import { never, uncheckedFolio, uncheckedPages } from './overshoot-bound.js';
import { batch } from './path/batch.js';
import { CHUNK_PAGES, chunked } from './path/chunked.js';
import { deferred } from './path/deferred.js';
import { incremental } from './path/incremental.js';
import { mainline612, mainline613, mainline614 } from './path/mainline.js';
import { oracle } from './path/oracle.js';
import { recheck } from './path/recheck.js';
import { split } from './path/split.js';
import { atLimit, unlimited } from './policy/at-limit.js';
import { backoff } from './policy/backoff.js';
import { clairvoyant } from './policy/clairvoyant.js';
import { clearance, ratio } from './policy/headroom.js';
import { reserve } from './policy/reserve.js';
import { transactional } from './policy/transactional.js';
import type { Strategy } from './strategy.js';

const BATCH: Strategy = {
  summary: 'both limits once per folio, counters once after its last page',
  path: batch,
  global: atLimit,
  memcg: atLimit,
  overshootBound: uncheckedFolio,
  knownDrift: [],
};

const UNDERFLOW = ['stored_pages', 'memcg_zswap', 'memcg_zswapped'] as const;

/** All built-in strategies: path, policy for each limit, overshoot bound and declared drift. */
export const STRATEGIES: ReadonlyMap<string, Strategy> = new Map<string, Strategy>([
  [
    'incremental',
    {
      ...BATCH,
      summary: 'the global limit before every page, counters page by page: the v7 patch as posted',
      path: incremental,
      overshootBound: uncheckedPages(() => 1),
      knownDrift: ['zswpout'],
    },
  ],
  ['batch', BATCH],
  [
    'batch-clearance',
    {
      ...BATCH,
      summary: "batch, where the folio's uncompressed size must fit",
      global: clearance,
      memcg: clearance,
    },
  ],
  [
    'batch-ratio',
    {
      ...BATCH,
      summary: "batch, where the folio's size times the average ratio of late must fit",
      global: ratio,
      memcg: ratio,
    },
  ],
  [
    'batch-backoff',
    {
      ...BATCH,
      summary: 'batch-ratio, more careful after each overshoot',
      global: backoff,
      memcg: backoff,
    },
  ],
  [
    'reserve',
    {
      ...BATCH,
      summary:
        'the estimate reserved at admission, topped up page by page, released after the last',
      global: reserve,
      memcg: reserve,
      endsWithin: true,
      overshootBound: never,
    },
  ],
  [
    'transactional',
    {
      ...BATCH,
      summary: 'real bytes against the limit after compression, undone if they pass it',
      global: transactional,
      memcg: transactional,
      endsWithin: true,
    },
  ],
  [
    'chunked',
    {
      ...BATCH,
      summary: 'both limits and the gauges every 8 pages',
      path: chunked,
      overshootBound: uncheckedPages(({ folioPages }) => Math.min(folioPages, CHUNK_PAGES)),
    },
  ],
  [
    'recheck',
    {
      ...BATCH,
      summary: 'shrinks and looks again, within a budget, until the estimate fits; then batch',
      path: recheck,
      makesRoom: 'before',
      global: ratio,
      memcg: ratio,
    },
  ],
  [
    'deferred',
    {
      ...BATCH,
      summary: 'batch for the global limit; the memcg limit is enforced after the store',
      path: deferred,
      makesRoom: 'after',
      memcg: unlimited,
    },
  ],
  [
    'split',
    {
      ...BATCH,
      summary:
        'batch; where a folio fails its pages are stored one by one (split:NAME for another base)',
      path: split(batch),
      splits: true,
    },
  ],
  [
    'mainline-6.12',
    {
      ...BATCH,
      summary: 'Linux 6.12: large folios are refused',
      path: mainline612,
      kernel: '6.12',
    },
  ],
  [
    'mainline-6.13',
    {
      ...BATCH,
      summary: 'Linux 6.13: counters once at the end, taken back too often on failure and on free',
      path: mainline613,
      kernel: '6.13',
      knownDrift: UNDERFLOW,
    },
  ],
  [
    'mainline-6.14',
    {
      ...BATCH,
      summary:
        'Linux 6.14: limits once, gauges page by page; an incompressible page refuses its folio',
      path: mainline614,
      kernel: '6.14',
    },
  ],
  [
    'mainline-6.16',
    {
      ...BATCH,
      summary: 'Linux 6.15 and 6.16: as 6.14, with a newer zstd',
      path: mainline614,
      kernel: '6.16',
    },
  ],
  [
    'mainline-6.17',
    {
      ...BATCH,
      summary: 'Linux 6.17: as 6.16, with zstd parameters for a page',
      path: mainline614,
      kernel: '6.17',
    },
  ],
  [
    'mainline-6.18',
    {
      ...BATCH,
      summary: 'Linux 6.18 to 7.2: as 6.17, incompressible pages are kept as they are',
      path: mainline614,
      kernel: '6.18',
    },
  ],
  [
    'mainline-7.3',
    {
      ...BATCH,
      summary: 'Linux 7.3: as 6.18, a memcg at its limit is shrunk by up to 32 pages',
      path: mainline614,
      kernel: '7.3',
    },
  ],
  [
    'oracle',
    {
      ...BATCH,
      summary: 'knows every compressed size and admits each folio that fits: the yardstick',
      path: oracle,
      global: clairvoyant,
      memcg: clairvoyant,
      endsWithin: true,
      overshootBound: never,
      clairvoyant: true,
    },
  ],
]);
