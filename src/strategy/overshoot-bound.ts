import type { BoundContext } from './strategy.js';

// Maximum overshoot of the global limit. n pages add at most one zspage of up to 8 pages each; together they add at most n
// pages of full zspages, and one zspage that is not full for each size class.
const CHAIN_PAGES = 8;
const CLASSES = 119;

function growth(pages: number): number {
  return Math.min(CHAIN_PAGES * pages, pages + CHAIN_PAGES * Math.min(pages, CLASSES));
}

/** Every task may have passed its check just below the limit, with `pages` pages still to store. */
export function uncheckedPages(pages: (context: BoundContext) => number) {
  return (context: BoundContext) => context.tasks * growth(pages(context)) - 1;
}

/** One whole folio per task. */
export const uncheckedFolio = uncheckedPages(({ folioPages }) => folioPages);

/** Usage and reservations never exceed the limit. */
export const never = () => 0;
