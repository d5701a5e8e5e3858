import type { Cell } from '../../../result/document.js';
import type { RejectCause } from '../../../result/reject-causes.js';
import { rejectValues } from '../../../result/repetition-figures.js';
import { median } from '../../../statistics/estimate.js';
import { countedWithCommas, listed } from '../phrases.js';

const PAGES: readonly RejectCause[] = ['compress_fail', 'compress_poor'];
const SIZE: readonly RejectCause[] = ['large_folio'];

/** States which folios a strategy refuses for other reasons than a limit, so that the rest compresses better; nothing without. */
export function otherRefusals(strategy: string, cells: readonly Cell[]): string[] {
  const kinds = [
    { text: 'with incompressible pages', count: refused(cells, PAGES) },
    { text: 'of more than one page', count: refused(cells, SIZE) },
  ].filter(({ count }) => count > 0);
  if (kinds.length === 0) return [];
  const named = kinds.map(({ text, count }) => `${countedWithCommas(count, 'folio')} ${text}`);
  return [
    `${strategy} refuses ${listed(named)} (medians over repetitions, added): these go to the device, and leave room for others.`,
  ];
}

/** Adds the folios refused for some causes, medians over the repetitions of each cell. */
function refused(cells: readonly Cell[], causes: readonly RejectCause[]): number {
  const values = cells.flatMap((cell) =>
    causes.flatMap((cause) => {
      const folios = rejectValues(cell, cause);
      return folios.length === 0 ? [] : [median(folios)];
    }),
  );
  return values.reduce((sum, folios) => sum + folios, 0);
}
