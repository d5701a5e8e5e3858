import type { BoundContext } from './strategy.js';

// How far a pool can pass the global limit. What n pages can add: each brings at most one zspage of up to 8 pages; and
// all together no more than n pages' worth of full zspages and one that is not full for each class they touch.
const CHAIN_PAGES = 8;
const CLASSES = 119;

function growth(pages: number): number {
  return Math.min(CHAIN_PAGES * pages, pages + CHAIN_PAGES * Math.min(pages, CLASSES));
}

/** Every task may have looked just below the limit and have `pages` pages to come. */
export function uncheckedPages(pages: (context: BoundContext) => number) {
  return (context: BoundContext) => context.tasks * growth(pages(context)) - 1;
}

/** A whole folio a task. */
export const uncheckedFolio = uncheckedPages(({ folioPages }) => folioPages);

/** Usage and reservations never exceed the limit. */
export const never = () => 0;
