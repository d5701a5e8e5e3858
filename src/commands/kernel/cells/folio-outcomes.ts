import type { GuestCell, GuestVerdict } from '../../../guest/results.js';
import { FolioQueue } from '../../../model/folio/folio-queue.js';
import type { Offered } from '../../../result/document.js';
import type { KernelCell } from './kernel-cell.js';

/** A folio that was offered, and its fate. */
export interface FolioOutcome {
  readonly pageCount: number;
  /** Whether it is wholly zero: it counts as stored and never reaches zswap. */
  readonly zero: boolean;
  readonly zeroPages: number;
  readonly verdict: GuestVerdict;
}

/** Every folio of a cell in order of arrival, by the rules of the model, with the guest's verdict. */
export function folioOutcomes(cell: KernelCell, { verdicts }: GuestCell): FolioOutcome[] {
  const { survey, grouping } = cell.corpus;
  const { folioPages, offerPages } = cell;
  const queue = new FolioQueue(survey, { grouping, folioPages, offerPages });
  const outcomes: FolioOutcome[] = [];
  for (const { verdict, folios } of verdicts) {
    for (let i = 0; i < folios; i++) {
      const folio = queue.next();
      if (folio === null) return outcomes;
      const { pageCount, zeroPages } = folio;
      outcomes.push({ pageCount, zero: zeroPages === pageCount, zeroPages, verdict });
    }
  }
  return outcomes;
}

/** Folios and pages by outcome. A folio that is not wholly stored counts as rejected. */
export function offered(outcomes: readonly FolioOutcome[]): { folios: Offered; pages: Offered } {
  return { folios: tally(outcomes, () => 1), pages: tally(outcomes, (folio) => folio.pageCount) };
}

function tally(
  outcomes: readonly FolioOutcome[],
  weight: (folio: FolioOutcome) => number,
): Offered {
  const sums = { offered: 0, stored: 0, rejected: 0, zero: 0 };
  for (const folio of outcomes) {
    sums.offered += weight(folio);
    sums[fateOf(folio)] += weight(folio);
  }
  return sums;
}

function fateOf({ zero, verdict }: FolioOutcome): 'stored' | 'rejected' | 'zero' {
  if (verdict !== 'stored') return 'rejected';
  return zero ? 'zero' : 'stored';
}

/** Pages of all folios that have some property. */
export function pagesWhere(
  outcomes: readonly FolioOutcome[],
  holds: (folio: FolioOutcome) => boolean,
): number {
  return outcomes.reduce((sum, folio) => sum + (holds(folio) ? folio.pageCount : 0), 0);
}
