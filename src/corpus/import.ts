import { PAGE_SIZE } from '../common/page.js';
import { elfCoreHead, type PageRun } from './elf/elf-writer.js';
import type { PageCopy } from './page-copy.js';
import { openPageSource, type PageSourceOptions } from './page-source.js';

/** Copies the pages of any page source to an ELF core. Reads the source twice. */
export async function importCore(
  path: string,
  options: PageSourceOptions,
  copy: PageCopy,
): Promise<{ pages: number; remarks: readonly string[] }> {
  const source = await openPageSource(path, options);
  try {
    const runs: PageRun[] = [];
    let pages = 0;
    for await (const { pfn, bytes, startsRun } of source.windows()) {
      const count = bytes.length / PAGE_SIZE;
      const last = runs.at(-1);
      if (startsRun || last === undefined) runs.push({ pfn, pages: count });
      else runs[runs.length - 1] = { pfn: last.pfn, pages: last.pages + count };
      pages += count;
      copy.found(pages);
    }
    const presence = options.holes === 'absent' ? 'present' : source.presence;
    await copy.begin(elfCoreHead(runs, presence), pages);
    for await (const { bytes } of source.windows()) await copy.add(bytes);
    return { pages, remarks: source.remarks };
  } finally {
    await source.close();
  }
}
