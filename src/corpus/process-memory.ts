import { readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { inputFailure } from '../common/errors.js';
import { isZeroPage, PAGE_SIZE } from '../common/page.js';
import type { PageRun } from './elf/elf-writer.js';
import { isSwappable, mayBeSharedZeroPage } from './pagemap.js';

// Source: proc(5).
const ENTRY_SIZE = 8;
const BATCH_PAGES = 512;

interface Mapping {
  readonly start: number;
  readonly end: number;
  /** Shared memory without a file behind it (shmem). Its pages go to zswap too. */
  readonly shmem: boolean;
}

/** Memory of another process, read through /proc. Requires ptrace access; freeze the process first. */
export class ProcessMemory {
  readonly #memory: FileHandle;
  readonly #pagemap: FileHandle;
  readonly #mappings: readonly Mapping[];

  private constructor(memory: FileHandle, pagemap: FileHandle, mappings: readonly Mapping[]) {
    this.#memory = memory;
    this.#pagemap = pagemap;
    this.#mappings = mappings;
  }

  static async open(pid: number): Promise<ProcessMemory> {
    try {
      const maps = readFileSync(`/proc/${pid}/maps`, 'utf8');
      const mappings = maps
        .split('\n')
        .map(parseMapping)
        .filter((mapping) => mapping !== null);
      const memory = await open(`/proc/${pid}/mem`, 'r');
      return new ProcessMemory(memory, await open(`/proc/${pid}/pagemap`, 'r'), mappings);
    } catch (error) {
      throw inputFailure(
        {
          subject: `process ${pid}`,
          expected: 'a running process whose memory this user may read',
          found: (error as Error).message,
          remedy: 'check the process id, or run as the same user or as root',
        },
        error,
      );
    }
  }

  /**
   * Returns the runs of swappable pages: pages of writable anonymous or shmem mappings that are present or swapped out,
   * except the shared zero page. A run does not cross mappings.
   */
  async runs(): Promise<PageRun[]> {
    const runs: PageRun[] = [];
    const page = new Uint8Array(PAGE_SIZE);
    for (const mapping of this.#mappings) {
      let pfn = mapping.start / PAGE_SIZE;
      let length = 0;
      for await (const entry of this.#pagemapEntries(mapping)) {
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

  /** Yields the upper half of the pagemap entry of each page of a mapping. */
  async *#pagemapEntries(mapping: Mapping): AsyncGenerator<number> {
    const buffer = new Uint8Array(BATCH_PAGES * ENTRY_SIZE);
    const view = new DataView(buffer.buffer);
    const end = (mapping.end / PAGE_SIZE) * ENTRY_SIZE;
    for (let position = (mapping.start / PAGE_SIZE) * ENTRY_SIZE; position < end; ) {
      const wanted = Math.min(buffer.length, end - position);
      const { bytesRead } = await this.#pagemap.read(buffer, 0, wanted, position);
      if (bytesRead === 0) return;
      for (let at = 0; at < bytesRead; at += ENTRY_SIZE) yield view.getUint32(at + 4, true);
      position += bytesRead;
    }
  }

  async #isZero(pfn: number, page: Uint8Array): Promise<boolean> {
    await this.#readAt(page, pfn);
    return isZeroPage(page, 0);
  }

  async #readAt(target: Uint8Array, pfn: number): Promise<void> {
    let bytesRead = 0;
    let cause: unknown;
    try {
      ({ bytesRead } = await this.#memory.read(target, 0, target.length, pfn * PAGE_SIZE));
    } catch (error) {
      cause = error; // EIO: the process has unmapped the page
    }
    if (bytesRead === target.length) return;
    throw inputFailure(
      {
        subject: 'the process',
        expected: `${target.length} bytes at page frame ${pfn}`,
        found: `${bytesRead}`,
        remedy: 'freeze it with SIGSTOP while it is captured',
      },
      cause,
    );
  }
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
