import { isZeroPage, PAGE_SIZE } from '../common/page.js';
import { elfCoreHead, type PageRun } from './elf-writer.js';
import { openPageSource, type PageSourceOptions } from './page-source.js';

/** Above this share of zero pages, a core probably contains pages that were never touched. */
const SUSPICIOUS_ZERO_SHARE = 0.25;

/**
 * Copies the pages of any page source to an ELF core. Reads the source twice.
 *
 * @param write receives the bytes of the core in order; each chunk is valid only during the call
 */
export async function importCore(
  path: string,
  options: PageSourceOptions,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<{ pages: number; remarks: string[] }> {
  const source = await openPageSource(path, options);
  try {
    const runs: PageRun[] = [];
    let pages = 0;
    let zeroPages = 0;
    for await (const { pfn, bytes, startsRun } of source.windows()) {
      const count = bytes.length / PAGE_SIZE;
      const last = runs.at(-1);
      if (startsRun || last === undefined) runs.push({ pfn, pages: count });
      else runs[runs.length - 1] = { pfn: last.pfn, pages: last.pages + count };
      pages += count;
      for (let at = 0; at < bytes.length; at += PAGE_SIZE) if (isZeroPage(bytes, at)) zeroPages++;
    }
    await write(elfCoreHead(runs));
    for await (const { bytes } of source.windows()) await write(bytes);
    const remarks = [...source.remarks];
    if (zeroPages > pages * SUSPICIOUS_ZERO_SHARE) {
      remarks.push(
        `${zeroPages} of ${pages} pages are zero: gcore writes pages that were never touched as zeros; ` +
          'zswap-bench corpus capture omits them',
      );
    }
    return { pages, remarks };
  } finally {
    await source.close();
  }
}
