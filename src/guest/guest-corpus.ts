import { PAGE_SIZE } from '../common/page.js';
import type { PageSource } from '../corpus/page-source.js';
import type { Run } from '../model/folio/folio-queue.js';
import type { GuestCorpus } from './plan.js';

/** A page source for a guest: read once for its runs, and again for each boot's page disk. */
export async function guestCorpus(name: string, source: PageSource): Promise<GuestCorpus> {
  const runs: { pfn: number; pages: number }[] = [];
  for await (const { pfn, bytes, startsRun } of source.windows()) {
    const pages = bytes.length / PAGE_SIZE;
    if (startsRun) runs.push({ pfn, pages });
    else runs[runs.length - 1].pages += pages;
  }
  return {
    name,
    pageCount: runs.reduce((sum, { pages }) => sum + pages, 0),
    runs: runs as readonly Run[],
    async *pages() {
      for await (const { bytes } of source.windows()) yield bytes;
    },
  };
}
