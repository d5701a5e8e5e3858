import type { FolioTime, GuestCell } from '../../../guest/results.js';
import type { KernelTimes, PageTime } from '../../../result/kernel-times.js';
import { quantile } from '../../../statistics/estimate.js';
import { folioOutcomes } from './folio-outcomes.js';
import type { KernelCell } from './kernel-cell.js';

/**
 * Times of the folios that are as the cell is meant: of its size, without zero pages, stored, and before the first refusal,
 * from which on the shrink worker runs too. Empty for a guest that measured none.
 */
export function kernelTimes(
  cell: KernelCell,
  guest: GuestCell,
): { readonly kernelTimes?: KernelTimes } {
  const { times, firstRefusal } = guest;
  if (times.length === 0) return {};
  const outcomes = folioOutcomes(cell, guest);
  const { folioPages } = cell;
  const end = firstRefusal?.folio ?? times.length;
  const typical = times.slice(0, end).filter((_, i) => {
    const { pageCount, zeroPages, verdict } = outcomes[i];
    return verdict === 'stored' && pageCount === folioPages && zeroPages === 0;
  });
  return {
    kernelTimes: {
      out: perPage(typical, folioPages, ({ outNs }) => outNs),
      in: perPage(typical, folioPages, ({ inNs }) => inNs),
    },
  };
}

function perPage(
  times: readonly FolioTime[],
  pages: number,
  nsOf: (time: FolioTime) => number,
): PageTime | null {
  if (times.length === 0) return null;
  const ns = times.map((time) => nsOf(time) / pages);
  const at = (share: number) => Math.round(quantile(ns, share));
  return { folios: ns.length, medianNs: at(0.5), lowNs: at(0.25), highNs: at(0.75) };
}
