import { PAGE_SIZE } from '../../../common/page.js';
import { roundedRatio } from '../../../common/rounded-ratio.js';
import type { GuestCell, GuestKernel } from '../../../guest/results.js';
import { COUNTERS, type GlobalCounterName } from '../../../result/counter-names.js';
import type { Exact, MemcgFacts } from '../../../result/document.js';
import { folioOutcomes, offered } from './folio-outcomes.js';
import { GuestCounters } from './guest-counters.js';
import type { KernelCell } from './kernel-cell.js';
import { kernelDrift, knownBugs } from './kernel-drift.js';

const GAUGES: readonly GlobalCounterName[] = ['stored_pages', 'stored_incompressible_pages'];

/** The kernel of a cell, and the RAM of the guest, of which its limit is a percentage. */
export type CellKernel = Pick<GuestKernel, 'release' | 'totalPages'>;

/** The figures of a cell, as far as a kernel tells them. */
export function describeKernelCell(
  cell: KernelCell,
  guest: GuestCell,
  { release, totalPages }: CellKernel,
): Exact {
  const counters = new GuestCounters(guest);
  const outcomes = folioOutcomes(cell, guest);
  const { folios, pages } = offered(outcomes);
  const drift = kernelDrift(cell, guest, outcomes);
  const wrong = Object.keys(drift).length > 0;
  const { tally, warnings } = guest;
  return {
    folios,
    pages,
    counters: countersOf(counters),
    pool: poolOf(cell, guest, totalPages),
    memcg: memcgsOf(cell, guest),
    ...(cell.scenario === 'edge' ? { progress: roundsOf(guest) } : {}),
    rollback: {
      failedStores: folios.rejected,
      drift,
      declared: knownBugs(drift, release),
      verdict: wrong ? 'drift' : 'exact',
      ...(warnings.length === 0 ? {} : { warnings }),
    },
    roundTrip: tally && { checked: tally.comparedPages, mismatches: tally.mismatchedPages },
  };
}

/** Gauges once the shrink worker stood still, event counters over the cell; none that the kernel has not got. */
function countersOf(counters: GuestCounters): Exact['counters'] {
  const found = COUNTERS.flatMap((name) => {
    const value = GAUGES.includes(name)
      ? counters.at('settled', 'zswap', name)
      : (counters.events('zswap', name) ?? counters.events('vmstat', name));
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

function poolOf(cell: KernelCell, guest: GuestCell, totalPages: number): Exact['pool'] {
  const counters = new GuestCounters(guest);
  const limitPages = Math.floor((totalPages * cell.parameters['max-pool-percent']) / 100);
  const peakPages = guest.tally?.peakPoolPages ?? 0;
  const compressedBytes = counters.at('settled', 'parent', 'zswap');
  const storedPages = counters.at('settled', 'zswap', 'stored_pages') ?? 0;
  return {
    limitPages,
    endPages: (counters.at('settled', 'zswap', 'pool_total_size') ?? 0) / PAGE_SIZE,
    peakPages,
    overshootPages: Math.max(0, peakPages - limitPages),
    ...(compressedBytes === undefined ? {} : { compressedBytes }),
    ratio: roundedRatio(storedPages * PAGE_SIZE, compressedBytes ?? 0),
  };
}

/** The parent, then each memcg, as in the model. Peaks are sampled only where there is a limit. */
function memcgsOf(cell: KernelCell, guest: GuestCell): MemcgFacts[] {
  const counters = new GuestCounters(guest);
  const names = Array.from({ length: cell.memcgs }, (_, i) => `memcg${i}`);
  return ['parent', ...names].map((name) => {
    const bytes = name === 'parent' ? cell.memcgParentMaxBytes : cell.memcgMaxBytes;
    const limitPages = bytes === null ? null : Math.floor(bytes / PAGE_SIZE);
    const peakBytes = guest.memcgPeakBytes.get(name);
    const peakPages = peakBytes === undefined ? undefined : Math.floor(peakBytes / PAGE_SIZE);
    return {
      name,
      limitPages,
      endPages: Math.floor((counters.at('settled', name, 'zswap') ?? 0) / PAGE_SIZE),
      ...(peakPages === undefined
        ? {}
        : { peakPages, overshootPages: Math.max(0, peakPages - (limitPages ?? peakPages)) }),
    };
  });
}

function roundsOf({ rounds }: GuestCell): NonNullable<Exact['progress']> {
  return { allFailedRounds: rounds.filter((stored) => stored === 0).length, rounds: rounds.length };
}
