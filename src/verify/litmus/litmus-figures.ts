import { COUNTERS } from '../../result/counter-names.js';
import { REJECT_CAUSES, type RejectCause } from '../../result/reject-causes.js';
import { CHECKED_COUNTERS, type CheckedCounter } from '../expected/checked-counters.js';

/** Figures of the stores of a case, and of its zswap after the last step. */
const OWN_FIGURES = [
  /** Folios stored as a whole. */
  'stored',
  /** Folios refused, and their pages. */
  'refused',
  'refused_pages',
  /** Pages compressed by stores that failed. */
  'wasted',
  /** Pages by which the pool's peak exceeded its limit. */
  'pool_overshoot_pages',
  /** Pages by which a memcg's peak exceeded its limit, of the one that exceeded it most. */
  'memcg_overshoot_pages',
  /** Pages at the slots of refused folios, for which the device is to have newer data. */
  'stale_pages',
  /** Pages read back, those read at the end of the case included. */
  'read_back',
  /** Things that differed from the independent count. */
  'drift',
] as const;

/** Gauges of the zswap, beside its counters. */
const GAUGES = ['memcg_zswap', 'memcg_zswapped', 'pool_pages', 'pool_refs', 'lru_entries'] as const;
const OF_MEMCGS = ['memcg0_zswapped', 'memcg1_zswapped'] as const;

type CounterFigure = (typeof COUNTERS)[number] | (typeof GAUGES)[number];

/** Name of a figure that a litmus case may bound. */
export type LitmusFigure =
  | (typeof OWN_FIGURES)[number]
  | (typeof OF_MEMCGS)[number]
  | CounterFigure
  | `refused.${RejectCause}`
  | `drift.${CheckedCounter}`;

export const LITMUS_FIGURES: readonly LitmusFigure[] = [
  ...OWN_FIGURES,
  ...REJECT_CAUSES.map((cause) => `refused.${cause}` as const),
  ...COUNTERS,
  ...GAUGES,
  ...OF_MEMCGS,
  ...CHECKED_COUNTERS.map((counter) => `drift.${counter}` as const),
];

/** Figures of one run of a case; one that is absent is 0. */
export type LitmusFigures = Readonly<Partial<Record<LitmusFigure, number>>>;
