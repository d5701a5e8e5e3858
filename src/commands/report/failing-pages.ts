import type { Exact } from '../../result/document.js';

/** Places in a folio at which a store failed: its first page, equal parts between, its last page. */
export const FAILING_PLACES = [
  'first page',
  ...['to 1/8', 'to 2/8', 'to 3/8', 'to 4/8', 'to 5/8', 'to 6/8', 'to 7/8', 'to 8/8'],
  'last page',
] as const;

const PARTS = FAILING_PLACES.length - 2;

/** Counts failed stores by place in the folio; empty without any. A folio of one page has its first page only. */
export function failingPlaces(failing: Exact['failingPage'], folioPages: number): number[] {
  if (failing === undefined || failing.length === 0) return [];
  const counts = new Array<number>(FAILING_PLACES.length).fill(0);
  for (const [page, stores] of failing) counts[placeOf(page, folioPages)] += stores;
  return counts;
}

function placeOf(page: number, folioPages: number): number {
  if (page === 0) return 0;
  if (page >= folioPages - 1) return PARTS + 1;
  return 1 + Math.min(PARTS - 1, Math.floor((PARTS * page) / (folioPages - 1)));
}
