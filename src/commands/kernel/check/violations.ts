import { PAGE_SIZE } from '../../../common/page.js';
import type { FaultStep, GuestCell, GuestCounterValues, Moment } from '../../../guest/results.js';
import type { Setting } from './case.js';

/** A counter that moved otherwise than it should, by how much. */
export interface CounterViolation {
  readonly subject: string;
  readonly off: number;
}

const WRITTEN_BACK = 'zswap/written_back_pages';

/** Counters compared with what they should have moved by, besides those of a folio size. */
export const CHECKED_COUNTERS_OF_KERNEL = [
  'zswap/stored_pages',
  'zswap/pool_total_size',
  'zswap/decompress_fail',
  'vmstat/zswpout',
  'vmstat/zswpwb',
  'memcg0/zswpout',
  'memcg0/zswpwb',
  'memcg0/zswap',
  'memcg0/zswap_current',
  'memcg0/zswapped',
] as const;

const READ_BACK = 'pages read back otherwise';
const KERNEL_OBJECTS = 'bytes of kernel objects';
export const KERNEL_WARNINGS = 'warnings of the kernel';

/** Everything else that is compared. */
export const CHECKED_OTHERWISE = [READ_BACK, KERNEL_OBJECTS, KERNEL_WARNINGS] as const;

/** A counter and what it should have moved by. */
type Expected = readonly [name: CheckedName, by: number];

type CheckedName = (typeof CHECKED_COUNTERS_OF_KERNEL)[number] | `${SizeGroup}/zswpout`;

type SizeGroup = `hugepages-${number}kB`;

/** Ends the names of counters that are off once the folio was freed. */
export const WHEN_FREED = ' when freed';

/** Counters that are wrong after one step. Entries are single pages, and a page has an entry or none: the counts are known exactly. */
export function violationsOf(step: FaultStep, { folioPages }: Setting): CounterViolation[] {
  const { stored, during, kept, left, mismatched } = step;
  const whole =
    stored === folioPages && moved(during, `${sizeGroup(folioPages)}/swpout_fallback`) === 0;
  const keptPages = stored - moved(kept, WRITTEN_BACK);
  const leftPages = -moved(left, WRITTEN_BACK);
  return [
    ...compare('', during, [
      ['vmstat/zswpout', stored],
      ['memcg0/zswpout', stored],
      ...(folioPages > 1
        ? [[`${sizeGroup(folioPages)}/zswpout`, whole ? 1 : 0] satisfies Expected]
        : []),
    ]),
    ...compare('', kept, [
      ['zswap/stored_pages', keptPages],
      ['memcg0/zswapped', keptPages * PAGE_SIZE],
      ['memcg0/zswap', keptBytes(kept, keptPages, stored)],
      ['memcg0/zswap_current', moved(kept, 'memcg0/zswap')],
      ['vmstat/zswpwb', moved(kept, WRITTEN_BACK)],
      ['memcg0/zswpwb', moved(kept, WRITTEN_BACK)],
      ['zswap/decompress_fail', 0],
    ]),
    ...compare(WHEN_FREED, left, [
      ['zswap/stored_pages', leftPages],
      ['memcg0/zswapped', leftPages * PAGE_SIZE],
      ['memcg0/zswap', leftPages === 0 ? 0 : Math.min(0, moved(left, 'memcg0/zswap'))],
      [
        'zswap/pool_total_size',
        leftPages === 0 ? 0 : Math.min(0, moved(left, 'zswap/pool_total_size')),
      ],
    ]),
    ...(mismatched > 0 ? [{ subject: READ_BACK, off: mismatched }] : []),
  ];
}

/** Lengths are not known: each entry has 1 to 4096 bytes. */
function keptBytes(kept: GuestCounterValues, keptPages: number, stored: number): number {
  const bytes = moved(kept, 'memcg0/zswap');
  if (stored === 0 && keptPages === 0) return 0;
  if (stored === 0) return Math.min(0, bytes);
  return keptPages === stored ? Math.min(Math.max(bytes, stored), stored * PAGE_SIZE) : bytes;
}

/** Growth for each refused page-out from which on something leaks: less than any object has, more than noise. */
const LEAKED_BYTES = 16;

/** Ends the names of gauges that are off once swap is off. */
export const AT_END = ' at the end';

const GAUGES = ['zswap/stored_pages', 'memcg0/zswap', 'memcg0/zswapped', 'memcg0/zswap_current'];

/** Remains of a cell after swapoff, and warnings of the kernel and errors of workers. */
export function violationsAtEnd(cell: GuestCell): CounterViolation[] {
  const at = (moment: Moment, name: string) => {
    const [group, counter] = name.split('/');
    return cell.counters.get(moment)?.get(group)?.get(counter) ?? 0;
  };
  const gauges = GAUGES.map((name) => ({
    subject: shortName(name) + AT_END,
    off: at('after', name) - at('start', name),
  }));
  const errors = cell.errors.map(({ step, text }) => ({ subject: `${step}: ${text}`, off: 1 }));
  const warnings = cell.warnings.length;
  const leakedBytes = (cell.leak?.slabPages ?? 0) * PAGE_SIZE;
  const leaks = leakedBytes > (cell.leak?.pageOuts ?? 0) * LEAKED_BYTES;
  return [
    ...gauges.filter(({ off }) => off !== 0),
    ...errors,
    ...(leaks ? [{ subject: KERNEL_OBJECTS, off: leakedBytes }] : []),
    ...(warnings > 0 ? [{ subject: KERNEL_WARNINGS, off: warnings }] : []),
  ];
}

function moved(counters: GuestCounterValues, name: string): number {
  return counters.get(name) ?? 0;
}

function sizeGroup(folioPages: number): SizeGroup {
  return `hugepages-${folioPages * 4}kB`;
}

function compare(
  suffix: string,
  found: GuestCounterValues,
  expected: readonly Expected[],
): CounterViolation[] {
  return expected
    .map(([name, by]) => ({ subject: shortName(name) + suffix, off: moved(found, name) - by }))
    .filter(({ off }) => off !== 0);
}

/** GuestCounterValues of zswap's own go by their names alone. */
export function shortName(name: string): string {
  return name
    .replace(/^zswap\//, '')
    .replace(/^memcg0\//, 'memcg ')
    .replace(/^vmstat\//, '');
}
