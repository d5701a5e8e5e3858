import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../../model/folio/folio.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import type { StoreOutcome } from '../../strategy/store-outcome.js';
import { runCase } from '../case-runner.js';
import type { Subject } from '../case-setup.js';
import type { Violation } from '../check-case.js';
import { counterSnapshot } from '../counter-snapshot.js';
import { alternating, replaying } from '../explore/schedulers.js';
import type { LitmusTest } from './litmus-case.js';
import type { LitmusFigure, LitmusFigures } from './litmus-figures.js';

interface StoreEnded {
  readonly folio: Folio;
  readonly outcome: StoreOutcome;
}

type Figures = Partial<Record<LitmusFigure, number>>;

/** Runs the case of a litmus test with a strategy. */
export function runLitmus(
  { plan, schedule, lengths }: LitmusTest,
  { name, strategy, kernel }: Omit<Subject, 'lengths'>,
): LitmusFigures {
  const subject = { name, strategy, kernel, lengths: Uint16Array.from(lengths) };
  const scheduler = schedule === 'alternating' ? alternating() : replaying(schedule);
  const ends: StoreEnded[] = [];
  let last: Zswap | null = null;
  let atLast: Figures = {};
  const { violations } = runCase(subject, plan, scheduler, {
    ended: (folio, outcome) => ends.push({ folio, outcome }),
    finished(zswap) {
      last = zswap;
      atLast = { ...counterFigures(zswap), stale_pages: stalePages(zswap, ends) };
    },
  });
  const zswap = last as Zswap | null;
  return {
    ...storeFigures(ends),
    ...atLast,
    read_back: zswap?.counters.zswpin ?? 0,
    ...driftFigures(violations),
  };
}

function storeFigures(ends: readonly StoreEnded[]): Figures {
  const figures: Figures = { stored: 0, refused: 0, refused_pages: 0, wasted: 0 };
  const add = (name: LitmusFigure, by: number) => {
    figures[name] = (figures[name] ?? 0) + by;
  };
  for (const { folio, outcome } of ends) {
    const { refused, storedPages, wasted } = outcome;
    add('wasted', wasted);
    if (refused === null) {
      add('stored', 1);
      continue;
    }
    add('refused', 1);
    add('refused_pages', folio.pageCount - storedPages);
    add(`refused.${refused}`, 1);
  }
  return figures;
}

function counterFigures(zswap: Zswap): Figures {
  const { limit, memcgParent, memcgs, pool } = zswap;
  const overshoots = [...memcgs, memcgParent].map(({ maxPages, peakBytes }) =>
    maxPages === null ? 0 : Math.floor(peakBytes / PAGE_SIZE) - maxPages,
  );
  return {
    ...counterSnapshot(zswap),
    memcg0_zswapped: memcgs[0].zswapped,
    memcg1_zswapped: memcgs[1].zswapped,
    pool_overshoot_pages: Math.max(0, pool.peakPages - limit.maxPages),
    memcg_overshoot_pages: Math.max(0, ...overshoots),
  };
}

/** Pages in zswap at the slots of folios that it refused whole. */
function stalePages(zswap: Zswap, ends: readonly StoreEnded[]): number {
  let pages = 0;
  for (const { folio, outcome } of ends) {
    if (outcome.storedPages > 0) continue;
    for (let index = 0; index < folio.pageCount; index++) {
      if (zswap.has(folio.slot + index)) pages++;
    }
  }
  return pages;
}

function driftFigures(violations: readonly Violation[]): Figures {
  const figures: Figures = { drift: violations.length };
  for (const { subject, off } of violations) figures[`drift.${subject}` as LitmusFigure] = off;
  return figures;
}
