import { readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { inputFailure } from '../common/errors.js';
import { isZeroPage, PAGE_SIZE } from '../common/page.js';
import type { PageRun } from './elf/elf-writer.js';
import { noAccess } from './memory-access.js';
import { frameOf, isSwappable, mayBeSharedZeroPage } from './pagemap.js';

// Source: proc(5).
const ENTRY_SIZE = 8;
const BATCH_PAGES = 512;

interface Mapping {
  readonly start: number;
  readonly end: number;
  /** Shared memory without a file behind it (shmem). Its pages go to zswap too. */
  readonly shmem: boolean;
}

/** Memory of another process, read through /proc. Requires ptrace access; freeze the process first, or let pages vanish. */
export class ProcessMemory {
  readonly #pid: number;
  readonly #memory: FileHandle;
  readonly #pagemap: FileHandle;
  readonly #mayVanish: boolean;
  #vanishedPages = 0;

  private constructor(
    pid: number,
    { memory, pagemap }: Readonly<Record<'memory' | 'pagemap', FileHandle>>,
    mayVanish: boolean,
  ) {
    this.#pid = pid;
    this.#memory = memory;
    this.#pagemap = pagemap;
    this.#mayVanish = mayVanish;
  }

  /** @param mayVanish whether pages that are gone when they are read are zero pages, or an error */
  static async open(pid: number, mayVanish = false): Promise<ProcessMemory> {
    let memory: FileHandle | undefined;
    try {
      memory = await open(`/proc/${pid}/mem`, 'r');
      const pagemap = await open(`/proc/${pid}/pagemap`, 'r');
      return new ProcessMemory(pid, { memory, pagemap }, mayVanish);
    } catch (error) {
      await memory?.close();
      throw noAccess(pid, error as NodeJS.ErrnoException);
    }
  }

  /** Number of pages that were gone when they were read. */
  get vanishedPages(): number {
    return this.#vanishedPages;
  }

  /**
   * Returns the runs of swappable pages: pages of writable anonymous or shmem mappings that are present or swapped out,
   * except the shared zero page. A run does not cross mappings.
   */
  async runs(): Promise<PageRun[]> {
    const runs: PageRun[] = [];
    const page = new Uint8Array(PAGE_SIZE);
    for (const mapping of this.#mappings()) {
      let pfn = mapping.start / PAGE_SIZE;
      let length = 0;
      for await (const [entry] of this.#pagemapEntries(pfn, mapping.end / PAGE_SIZE)) {
        if (
          isSwappable(entry, mapping.shmem) &&
          !(mayBeSharedZeroPage(entry) && (await this.#isZero(pfn, page)))
        ) {
          length++;
        } else if (length > 0) {
          runs.push({ pfn: pfn - length, pages: length });
          length = 0;
        }
        pfn++;
      }
      if (length > 0) runs.push({ pfn: pfn - length, pages: length });
    }
    return runs;
  }

  /** Reads a run in chunks. A chunk is valid until the next is requested. */
  async *read(run: PageRun): AsyncGenerator<Uint8Array> {
    const buffer = new Uint8Array(BATCH_PAGES * PAGE_SIZE);
    for (let done = 0; done < run.pages; done += BATCH_PAGES) {
      const piece = buffer.subarray(0, Math.min(BATCH_PAGES, run.pages - done) * PAGE_SIZE);
      await this.#readAt(piece, run.pfn + done);
      yield piece;
    }
  }

  async close(): Promise<void> {
    await this.#memory.close();
    await this.#pagemap.close();
  }

  /** Yields the physical frame of each page of a run. */
  async *frames({ pfn, pages }: PageRun): AsyncGenerator<number> {
    for await (const [entry, lowerHalf] of this.#pagemapEntries(pfn, pfn + pages)) {
      yield frameOf(entry, lowerHalf);
    }
  }

  #mappings(): Mapping[] {
    try {
      const maps = readFileSync(`/proc/${this.#pid}/maps`, 'utf8');
      return maps
        .split('\n')
        .map(parseMapping)
        .filter((mapping) => mapping !== null);
    } catch (error) {
      throw noAccess(this.#pid, error as NodeJS.ErrnoException);
    }
  }

  /** Yields the upper and lower half of the pagemap entry of each page. */
  async *#pagemapEntries(pfn: number, endPfn: number): AsyncGenerator<readonly [number, number]> {
    const buffer = new Uint8Array(BATCH_PAGES * ENTRY_SIZE);
    const view = new DataView(buffer.buffer);
    const end = endPfn * ENTRY_SIZE;
    for (let position = pfn * ENTRY_SIZE; position < end; ) {
      const wanted = Math.min(buffer.length, end - position);
      const { bytesRead } = await this.#pagemap.read(buffer, 0, wanted, position);
      if (bytesRead === 0) return;
      for (let at = 0; at < bytesRead; at += ENTRY_SIZE) {
        yield [view.getUint32(at + 4, true), view.getUint32(at, true)];
      }
      position += bytesRead;
    }
  }

  async #isZero(pfn: number, page: Uint8Array): Promise<boolean> {
    await this.#readAt(page, pfn);
    return isZeroPage(page, 0);
  }

  /** Reads whole pages. */
  async #readAt(target: Uint8Array, pfn: number): Promise<void> {
    for (let done = 0; done < target.length; ) {
      const { bytesRead, cause } = await this.#tryRead(
        target.subarray(done),
        pfn * PAGE_SIZE + done,
      );
      done += bytesRead - (bytesRead % PAGE_SIZE);
      if (done === target.length) return;
      // 0 bytes without an error: the process has ended.
      if (cause === null && bytesRead > 0) continue;
      if (cause === null || !this.#mayVanish) throw vanished(pfn + done / PAGE_SIZE, cause);
      target.fill(0, done, done + PAGE_SIZE);
      this.#vanishedPages++;
      done += PAGE_SIZE;
    }
  }

  async #tryRead(
    target: Uint8Array,
    position: number,
  ): Promise<{ bytesRead: number; cause: unknown }> {
    try {
      const { bytesRead } = await this.#memory.read(target, 0, target.length, position);
      return { bytesRead, cause: null };
    } catch (cause) {
      return { bytesRead: 0, cause }; // EIO: the process has unmapped the first page
    }
  }
}

function vanished(pfn: number, cause: unknown): Error {
  return inputFailure(
    {
      subject: 'the process',
      expected: `the page at page frame ${pfn}`,
      found: cause === null ? 'no process any more' : 'a page that is gone',
      remedy: 'capture it frozen (without --no-freeze), and as long as it runs',
    },
    cause,
  );
}

// start-end perms offset dev inode   path
const MAPS_LINE = /^([0-9a-f]+)-([0-9a-f]+) (.)(.)(.)(.) \S+ \S+ (\d+)\s*(.*)$/;
const SHMEM_PATH = /^(\/dev\/zero \(deleted\)|\/memfd:|\/SYSV|\/dev\/shm\/|\[anon_shmem)/;

function parseMapping(line: string): Mapping | null {
  const fields = MAPS_LINE.exec(line);
  if (fields === null) return null;
  const [, start = '', end = '', , writable, , sharing, , path = ''] = fields;
  const shmem = sharing === 's' && SHMEM_PATH.test(path);
  if (writable !== 'w' || (sharing === 's' && !shmem)) return null;
  return { start: Number.parseInt(start, 16), end: Number.parseInt(end, 16), shmem };
}
