import { PAGE_SIZE } from '../../../common/page.js';
import type { GuestCell } from '../../../guest/results.js';
import type { RejectCause } from '../../../result/reject-causes.js';
import { type CellKernel, describeKernelCell } from '../cells/describe-cell.js';
import { type FolioOutcome, folioOutcomes } from '../cells/folio-outcomes.js';
import { GuestCounters } from '../cells/guest-counters.js';
import type { KernelCell } from '../cells/kernel-cell.js';
import type { VerifiedFigure } from './document.js';
import { exactFigure } from './figure.js';
import type { ModelRun, ModelStore } from './model-cell.js';

/** Refusals that no limit is behind. */
const NOT_A_LIMIT: readonly (RejectCause | null)[] = [
  'compress_fail',
  'compress_poor',
  'large_folio',
];

/** Figures of a cell with one task, kernel beside model. */
export function compareCell(
  cell: KernelCell,
  guest: GuestCell,
  model: ModelRun,
  kernel: CellKernel,
): VerifiedFigure[] {
  const outcomes = folioOutcomes(cell, guest);
  const stores = outcomes.filter(({ zero }) => !zero);
  return [
    ...(cell.folioPages === 1 ? [] : [formedFolios(guest, outcomes)]),
    ...(cell.memcgMaxBytes === null && cell.memcgParentMaxBytes === null
      ? atGlobalLimit(guest, stores, model)
      : atMemcgLimit(cell, guest, model, kernel)),
  ];
}

/** Large folios that the kernel formed, of all sizes, beside those that were to be. */
function formedFolios(guest: GuestCell, outcomes: readonly FolioOutcome[]): VerifiedFigure {
  const counters = new GuestCounters(guest);
  const sizes = counters.groups('settled').filter((group) => group.startsWith('hugepages-'));
  const formed = sizes.reduce(
    (sum, group) => sum + (counters.events(group, 'anon_fault_alloc') ?? 0),
    0,
  );
  const large = outcomes.filter(({ pageCount }) => pageCount > 1).length;
  return exactFigure('large folios formed', formed, large);
}

/** All up to the first refusal by the limit: what follows depends on when the shrink worker runs. */
function atGlobalLimit(
  { firstRefusal }: GuestCell,
  outcomes: readonly FolioOutcome[],
  { stores }: ModelRun,
): VerifiedFigure[] {
  const inModel = stores.findIndex(
    ({ refused }) => refused !== null && !NOT_A_LIMIT.includes(refused),
  );
  const inKernel = outcomes.findIndex(
    ({ verdict }, i) => verdict !== 'stored' && !NOT_A_LIMIT.includes(stores[i]?.refused ?? null),
  );
  const kernelStored = outcomes.map(({ verdict }) => verdict === 'stored');
  const modelStored = stores.map(({ refused }) => refused === null);
  const figures = [
    exactFigure(
      'pages stored at the limit',
      pagesBefore(inKernel, outcomes, kernelStored),
      pagesBefore(inModel, stores, modelStored),
    ),
  ];
  // The guest reads the pool at the first refusal, whatever its reason.
  if (firstRefusal !== null && inModel >= 0 && !kernelStored.slice(0, inKernel).includes(false)) {
    figures.push(
      exactFigure('pool pages at the limit', firstRefusal.poolPages, stores[inModel].poolPages),
    );
  }
  return figures;
}

/** Pages of folios that are in before one of them, or of all for -1. */
function pagesBefore(
  end: number,
  folios: readonly Pick<ModelStore, 'pageCount'>[],
  stored: readonly boolean[],
): number {
  const before = end < 0 ? folios : folios.slice(0, end);
  return before.reduce((sum, { pageCount }, i) => sum + (stored[i] ? pageCount : 0), 0);
}

/** No shrink worker runs below the global limit, so that the whole offer is in order. */
function atMemcgLimit(
  cell: KernelCell,
  guest: GuestCell,
  { exact, stores }: ModelRun,
  kernel: CellKernel,
): VerifiedFigure[] {
  const { folios, counters } = describeKernelCell(cell, guest, kernel);
  // With one memcg its usage is also that of its parent.
  const limited = cell.memcgMaxBytes === null ? 'parent' : 'memcg0';
  const peakBytes = guest.memcgPeakBytes.get(limited) ?? 0;
  // The guest reads memory.zswap.current after a store: pages that a failing store takes back are not in its peak.
  const modelPeakBytes = stores.reduce((peak, { memcgBytes }) => Math.max(peak, memcgBytes), 0);
  return [
    exactFigure('folios stored', folios.stored, exact.folios.stored),
    exactFigure('folios refused', folios.rejected, exact.folios.rejected),
    exactFigure('pages written back', counters.zswpwb ?? 0, exact.counters.zswpwb),
    exactFigure(
      'memcg peak in pages',
      Math.floor(peakBytes / PAGE_SIZE),
      Math.floor(modelPeakBytes / PAGE_SIZE),
    ),
  ];
}
