import type { Corpus } from '../../corpus/corpus.js';
import { openPageSource, type PageSourceOptions } from '../../corpus/page-source.js';
import { type Survey, survey } from '../../measure/survey/survey.js';
import { FOLIO_PAGES, folioSizeName } from '../../model/folio/folio.js';
import { FolioQueue } from '../../model/folio/folio-queue.js';
import type { CorpusInfo } from './document.js';

/** Reads each corpus once. */
export async function describeCorpora(
  corpora: readonly Corpus[],
  options: PageSourceOptions,
): Promise<CorpusInfo[]> {
  const infos: CorpusInfo[] = [];
  for (const { name, path } of corpora) {
    const source = await openPageSource(path, options);
    try {
      const surveyed = await survey(source, new Map(), false);
      infos.push({
        name,
        format: source.format,
        pages: surveyed.pageCount,
        zeroPages: surveyed.zeroPages,
        runs: surveyed.runs.length,
        sha256: surveyed.sha256,
        alignedShare: source.addressed ? alignedShare(surveyed) : null,
        remarks: source.remarks,
      });
    } finally {
      await source.close();
    }
  }
  return infos;
}

function alignedShare(surveyed: Survey): Record<string, number> {
  const queue = new FolioQueue(surveyed, {
    grouping: 'aligned',
    folioPages: Math.max(...FOLIO_PAGES),
    offerPages: surveyed.pageCount,
  });
  const pagesInFolios = new Map<number, number>();
  for (let folio = queue.next(); folio !== null; folio = queue.next()) {
    const { pageCount } = folio;
    pagesInFolios.set(pageCount, (pagesInFolios.get(pageCount) ?? 0) + pageCount);
  }
  const shares = FOLIO_PAGES.map((size): [string, number] => {
    let pages = 0;
    for (const [pageCount, inFolios] of pagesInFolios) if (pageCount >= size) pages += inFolios;
    return [folioSizeName(size), Math.round((1e6 * pages) / surveyed.pageCount) / 1e6];
  });
  return Object.fromEntries(shares);
}
