import { PAGE_SIZE } from '../../../common/page.js';
import type { GuestCell } from '../../../guest/results.js';
import { presetOfRelease } from '../../../model/zswap/kernel-releases.js';
import { STRATEGIES } from '../../../strategy/strategies.js';
import { type FolioOutcome, pagesWhere } from './folio-outcomes.js';
import { GuestCounters } from './guest-counters.js';
import type { KernelCell } from './kernel-cell.js';

type Drift = Record<string, number>;

const ZSWAP_GAUGES = ['stored_pages', 'stored_incompressible_pages'];

/** Gauges of a memcg, those in bytes among them. */
const MEMCG_GAUGES = ['zswap', 'zswapped', 'zswap_incomp', 'zswap_current'];

/**
 * Counters that are not what they should be, minus what they should be: gauges once all memory is freed and swap is off,
 * and event counters held against each other and against the folios that were stored.
 */
export function kernelDrift(
  cell: KernelCell,
  guest: GuestCell,
  outcomes: readonly FolioOutcome[],
): Drift {
  const counters = new GuestCounters(guest);
  const drift: Drift = {};
  gaugesAfter(counters, drift);
  memcgEvents(counters, drift);
  // At the edge fillers are stored and freed too, and the guest does not count them.
  if (cell.scenario === 'fill') fillEvents(counters, outcomes, drift);
  return drift;
}

function add(drift: Drift, name: string, value: number | undefined, expected = 0): void {
  if (value !== undefined && value !== expected) drift[name] = value - expected;
}

function gaugesAfter(counters: GuestCounters, drift: Drift): void {
  for (const name of ZSWAP_GAUGES) add(drift, name, counters.at('after', 'zswap', name));
  // zsmalloc may keep a few pages, as many as were there before.
  const poolBytes = counters.at('after', 'zswap', 'pool_total_size') ?? 0;
  const before = counters.at('start', 'zswap', 'pool_total_size') ?? 0;
  add(drift, 'pool_total_size', Math.max(0, poolBytes - before) / PAGE_SIZE);
  for (const group of counters.groups('after').filter(isMemcg)) {
    for (const name of MEMCG_GAUGES) {
      add(drift, `${group} ${name}`, counters.at('after', group, name));
    }
  }
}

function isMemcg(group: string): boolean {
  return group === 'parent' || group.startsWith('memcg');
}

/** The events of all memcgs are those of the machine: nothing else swaps. */
function memcgEvents(counters: GuestCounters, drift: Drift): void {
  add(
    drift,
    'written_back_pages',
    counters.events('zswap', 'written_back_pages'),
    counters.events('vmstat', 'zswpwb'),
  );
  for (const name of ['zswpout', 'zswpwb']) {
    const expected = counters.events('vmstat', name);
    if (expected !== undefined)
      add(drift, `parent ${name}`, counters.events('parent', name), expected);
  }
}

function fillEvents(
  counters: GuestCounters,
  outcomes: readonly FolioOutcome[],
  drift: Drift,
): void {
  const events = (name: string) => counters.events('vmstat', name) ?? 0;
  const zswpout = events('zswpout');
  const stored = pagesWhere(outcomes, ({ zero, verdict }) => !zero && verdict === 'stored');
  // Of a folio that the kernel split, some pages may be in.
  const most = stored + pagesWhere(outcomes, ({ verdict }) => verdict === 'mixed');
  if (zswpout < stored || zswpout > most) add(drift, 'zswpout', zswpout, stored);
  // Nothing is freed before it is read back.
  const left = zswpout - events('zswpwb') - events('zswpin');
  add(drift, 'stored_pages at the end', counters.at('settled', 'zswap', 'stored_pages'), left);
  for (const pages of new Set(outcomes.map(({ pageCount }) => pageCount))) {
    if (pages > 1) largeFolios(counters, outcomes, pages, drift);
  }
}

/** Drifting counters that are a known bug of a release, as its mainline strategy has them in the model. */
export function knownBugs(drift: Readonly<Drift>, release: string): string[] {
  const preset = presetOfRelease(release);
  const known: readonly string[] = STRATEGIES.get(`mainline-${preset}`)?.knownDrift ?? [];
  return Object.keys(drift).filter((name) => known.includes(counterOf(name)));
}

/** The model's name: `memcg_zswap` for `memcg0 zswap` and `parent zswap_current`. */
function counterOf(name: string): string {
  return name
    .replace(/ at the end$/, '')
    .replace(/^(?:memcg\d+|parent) (\w+?)(?:_current)?$/, 'memcg_$1');
}

/** mTHP counters of one size; of a size of which the kernel did not form all folios, or split some, they tell nothing. */
function largeFolios(
  counters: GuestCounters,
  outcomes: readonly FolioOutcome[],
  pages: number,
  drift: Drift,
): void {
  const group = `hugepages-${(pages * PAGE_SIZE) / 1024}kB`;
  const events = (name: string) => counters.events(group, name) ?? 0;
  const folios = outcomes.filter(({ pageCount }) => pageCount === pages);
  const inZswap = folios.filter(({ zero, verdict }) => !zero && verdict === 'stored').length;
  if (events('anon_fault_alloc') !== folios.length) return;
  if (events('swpout_fallback') > 0 || events('split') > 0) return;
  // Of another size too: its parts may have this one.
  if (outcomes.some(({ verdict }) => verdict === 'mixed')) return;
  add(drift, `${group} zswpout`, events('zswpout'), inZswap);
}
