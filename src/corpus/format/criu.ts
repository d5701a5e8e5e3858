import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { counted } from '../../common/counted.js';
import { PAGE_SIZE } from '../../common/page.js';
import { type ByteSource, openByteSource } from '../byte-source.js';
import type { PageSource } from '../page-windows.js';
import { MM_MAGIC, numberIn, PAGEMAP_MAGIC, parseMessage, readCriuImage } from './criu-image.js';
import { type Complain, complaintsOf, type PageSegment, segmentWindows } from './page-segments.js';

const REMEDY = 'dump the process again (criu dump), and name pagemap-PID.img';

// Fields of pagemap_head and pagemap_entry, and flags of the latter. Source: CRIU, images/pagemap.proto.
const PAGES_ID = 1;
const VADDR = 1;
const NR_PAGES = 2;
const IN_PARENT = 3;
const FLAGS = 4;
const PE_PARENT = 1;
const PE_PRESENT = 4;

// Of mm_entry and vma_entry. Source: CRIU, images/mm.proto and images/vma.proto.
const VMAS = 14;
const VMA_START = 1;

/**
 * Opens `pagemap-*.img` of CRIU with the `pages-*.img` beside it. All of its pages were present and anonymous or shmem. A
 * run ends where a mapping ends, by `mm-*.img` of the same process if there is one.
 */
export async function openCriu(path: string, pagemap: ByteSource): Promise<PageSource> {
  const complain = complaintsOf(path, REMEDY);
  const map = await readPagemap(path, pagemap, complain);
  const pages = await openPages(path, map, complain);
  await pagemap.close();
  const { segments, leftOutPages } = map;
  const leftOut = `left out: ${counted(leftOutPages, 'page')} of a parent image, or lazily migrated`;
  return {
    format: 'CRIU',
    addressed: true,
    presence: 'present',
    remarks: leftOutPages === 0 ? [] : [leftOut],
    windows: () => segmentWindows(pages, segments, { skipHoles: false, complain }),
    close: () => pages.close(),
  };
}

/** Returns the pagemap of `pages-*.img`; the path itself for any other file. */
export async function pagemapOf(path: string): Promise<string> {
  const [, id] = /^pages-(\d+)\.img$/.exec(basename(path)) ?? [];
  if (id === undefined) return path;
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((other) => /^pagemap-.*\.img$/.test(other))) {
    const file = join(folder, name);
    const bytes = await openByteSource(file);
    try {
      for await (const head of readCriuImage(bytes, PAGEMAP_MAGIC, complaintsOf(file, REMEDY))) {
        if (numberIn(head, PAGES_ID) === Number(id)) return file;
        break;
      }
    } finally {
      await bytes.close();
    }
  }
  return path;
}

interface Pagemap {
  readonly pagesId: number;
  readonly segments: readonly PageSegment[];
  readonly bytes: number;
  readonly leftOutPages: number;
}

async function readPagemap(path: string, bytes: ByteSource, complain: Complain): Promise<Pagemap> {
  const starts = await mappingStarts(path);
  const segments: PageSegment[] = [];
  let pagesId: number | null = null;
  let offset = 0;
  let leftOutPages = 0;
  for await (const entry of readCriuImage(bytes, PAGEMAP_MAGIC, complain)) {
    if (pagesId === null) {
      pagesId = numberIn(entry, PAGES_ID);
      continue;
    }
    const address = numberIn(entry, VADDR);
    const length = numberIn(entry, NR_PAGES) * PAGE_SIZE;
    if (address % PAGE_SIZE !== 0 || length === 0 || !Number.isSafeInteger(address + length)) {
      const found = `${counted(length, 'byte')} at address 0x${address.toString(16)}`;
      throw complain('ranges of whole pages', found);
    }
    if (isInFile(numberIn(entry, FLAGS), numberIn(entry, IN_PARENT))) {
      segments.push(...split({ offset, address, length }, starts));
      offset += length;
    } else {
      leftOutPages += length / PAGE_SIZE;
    }
  }
  if (pagesId === null || segments.length === 0) throw complain('pages', 'none in this image');
  return { pagesId, segments, bytes: offset, leftOutPages };
}

/** Returns whether the pages of an entry are in this image. One without flags is of an older CRIU. */
function isInFile(flags: number, inParent: number): boolean {
  if (inParent !== 0 || (flags & PE_PARENT) !== 0) return false;
  return flags === 0 || (flags & PE_PRESENT) !== 0;
}

async function openPages(
  path: string,
  { pagesId, bytes: expectedBytes }: Pagemap,
  complain: Complain,
): Promise<ByteSource> {
  const name = `pages-${pagesId}.img`;
  const file = join(dirname(path), name);
  if (!existsSync(file)) throw complain(`${name} beside it`, 'no such file');
  const pages = await openByteSource(file);
  if (pages.size === null || pages.size === expectedBytes) return pages;
  await pages.close();
  throw complain(`${name} of ${expectedBytes} bytes`, `${pages.size} bytes`);
}

/** Returns the start addresses of the mappings of a process, by rising address; none if its mm-*.img is missing. */
async function mappingStarts(path: string): Promise<number[]> {
  const file = join(dirname(path), basename(path).replace(/^pagemap/, 'mm'));
  if (file === path || !existsSync(file)) return [];
  const bytes = await openByteSource(file);
  try {
    const starts: number[] = [];
    const complain = complaintsOf(file, REMEDY);
    for await (const mm of readCriuImage(bytes, MM_MAGIC, complain)) {
      for (const value of mm.get(VMAS) ?? []) {
        const vma = typeof value === 'number' ? null : parseMessage(value);
        if (vma === null) continue;
        const start = numberIn(vma, VMA_START);
        if (start % PAGE_SIZE !== 0) throw complain('mappings of whole pages', `one at ${start}`);
        starts.push(start);
      }
    }
    return starts.sort((a, b) => a - b);
  } finally {
    await bytes.close();
  }
}

/** Splits a segment at the addresses at which mappings start. */
function* split(segment: PageSegment, starts: readonly number[]): Generator<PageSegment> {
  const end = segment.address + segment.length;
  let from = segment.address;
  for (let next = indexAbove(starts, from); from < end; next++) {
    const to = Math.min(starts[next] ?? end, end);
    const offset = segment.offset + (from - segment.address);
    if (to > from) yield { offset, address: from, length: to - from };
    from = to;
  }
}

/** Returns the index of the first of rising numbers that is above `bound`. */
function indexAbove(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}
