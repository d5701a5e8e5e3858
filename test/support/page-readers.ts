import { PAGE_SIZE } from '../../src/common/page.js';
import { Random } from '../../src/common/random.js';
import { openPageSource, type PageSourceOptions } from '../../src/corpus/page-source.js';

/** One page read from a source. */
export interface ReadPage {
  readonly pfn: number;
  /** Whether it is the first of its run. */
  readonly startsRun: boolean;
  readonly bytes: Buffer;
}

/** Opens a file, reads all its pages and closes it. */
export async function readPages(path: string, options?: PageSourceOptions): Promise<ReadPage[]> {
  const source = await openPageSource(path, options);
  const pages: ReadPage[] = [];
  try {
    for await (const { pfn, bytes, startsRun } of source.windows()) {
      for (let at = 0; at < bytes.length; at += PAGE_SIZE) {
        const page = Buffer.from(bytes.subarray(at, at + PAGE_SIZE));
        pages.push({ pfn: pfn + at / PAGE_SIZE, startsRun: startsRun && at === 0, bytes: page });
      }
    }
  } finally {
    await source.close();
  }
  return pages;
}

/** Frame numbers of each run. */
export function runsOf(pages: readonly ReadPage[]): number[][] {
  const runs: number[][] = [];
  for (const { pfn, startsRun } of pages) {
    if (startsRun) runs.push([]);
    runs.at(-1)?.push(pfn);
  }
  return runs;
}

/** Concatenated contents of pages. */
export function contentOf(pages: readonly ReadPage[]): Buffer {
  return Buffer.concat(pages.map(({ bytes }) => bytes));
}

/** Different non-zero pages: half of each is noise, half is compressible. */
export function somePages(count: number, seed = 1): Buffer {
  const random = new Random('some pages', seed);
  const bytes = Buffer.alloc(count * PAGE_SIZE);
  for (let page = 0; page < count; page++) {
    const at = page * PAGE_SIZE;
    bytes.writeUInt32LE(page + 1, at);
    for (let i = 4; i < PAGE_SIZE / 2; i++) bytes[at + i] = random.below(256);
  }
  return bytes;
}
