import type { KernelCell } from '../../src/commands/kernel/cells/kernel-cell.js';
import type { PageSource } from '../../src/corpus/page-source.js';
import type { GuestCell, GuestCounterValues, Moment, VerdictRun } from '../../src/guest/results.js';

/** A cell of one pass over pages that all compress, none of zeros. */
export function kernelCell(pages: number, more: Partial<KernelCell> = {}): KernelCell {
  return {
    corpus: {
      corpus: { name: 'made up', path: 'made-up' },
      source: {} as PageSource,
      grouping: 'dense',
      survey: {
        pageCount: pages,
        zeroPages: 0,
        zero: new Uint8Array(pages),
        runs: [{ pfn: 0, pages }],
        sha256: '',
        compressed: new Map(),
      },
    },
    compressor: 'lz4',
    folioPages: 1,
    parameters: { 'max-pool-percent': 10, 'accept-threshold-percent': 90, tasks: 1, cpus: 0 },
    offerPages: pages,
    memcgs: 1,
    memcgMaxBytes: null,
    memcgParentMaxBytes: null,
    writeback: true,
    scenario: 'fill',
    ...more,
  };
}

type Groups = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A guest's answer with these counters, and no others. */
export function guestCell(
  verdicts: readonly VerdictRun[],
  counters: Partial<Record<Moment, Groups>>,
  more: Partial<GuestCell> = {},
): GuestCell {
  return {
    verdicts,
    counters: new Map(
      Object.entries(counters).map(([moment, groups]) => [moment as Moment, groupsOf(groups)]),
    ),
    tally: null,
    firstRefusal: null,
    memcgPeakBytes: new Map(),
    rounds: [],
    steps: [],
    leak: null,
    lengths: [],
    times: [],
    errors: [],
    warnings: [],
    milliseconds: 1,
    ...more,
  };
}

function groupsOf(groups: Groups): ReadonlyMap<string, GuestCounterValues> {
  return new Map(
    Object.entries(groups).map(([name, values]) => [name, new Map(Object.entries(values))]),
  );
}
