import type { Folio } from '../../src/model/folio/folio.js';
import { FolioQueue, type FolioQueueOptions, type Run } from '../../src/model/folio/folio-queue.js';

/** All folios of an offer. */
export function foliosOf(
  runs: readonly Run[],
  options: FolioQueueOptions,
  zeroPages: readonly number[] = [],
): Folio[] {
  const zero = new Uint8Array(runs.reduce((sum, { pages }) => sum + pages, 0));
  for (const page of zeroPages) zero[page] = 1;
  const queue = new FolioQueue({ runs, zero }, options);
  const folios: Folio[] = [];
  for (let folio = queue.next(); folio !== null; folio = queue.next()) folios.push(folio);
  for (let again = 0; again < 2; again++) {
    if (queue.next() !== null) throw new Error('the offer had ended');
  }
  return folios;
}

/** First page and page count of each. */
export function spans(folios: readonly Folio[]): [number, number][] {
  return folios.map(({ page, pageCount }) => [page, pageCount]);
}
