import { setTimeout as sleep } from 'node:timers/promises';
import { inputFailure } from '../common/errors.js';
import type { PageRun } from './elf/elf-writer.js';
import { IdleBitmap, type IdleFiles } from './idle-bitmap.js';
import { HIDDEN, SWAPPED_OUT } from './pagemap.js';
import type { ProcessMemory } from './process-memory.js';

/** Pages that count as cold. */
export interface IdleOptions {
  /** Time for which a cold page is not accessed. */
  readonly ms: number;
  /** Absent: the files of the running kernel. */
  readonly files?: IdleFiles;
}

/** Selects the pages of a process that it does not access for a time: they are marked, and later looked at again. */
export class ColdPages {
  readonly #bitmap: IdleBitmap;

  private constructor(bitmap: IdleBitmap) {
    this.#bitmap = bitmap;
  }

  /** Marks all swappable pages, and waits while the process runs. */
  static async watch(memory: ProcessMemory, { ms, files }: IdleOptions): Promise<ColdPages> {
    const bitmap = await IdleBitmap.open(files);
    try {
      await bitmap.mark(await framesOf(memory, await memory.runs()));
      await sleep(ms);
      return new ColdPages(bitmap);
    } catch (error) {
      await bitmap.close();
      throw error;
    }
  }

  /** Returns the runs of cold pages: those still marked, and those swapped out. */
  async select(memory: ProcessMemory, runs: readonly PageRun[]): Promise<PageRun[]> {
    const frames = await framesOf(memory, runs);
    const idle = await this.#bitmap.idle(frames);
    const isCold = (page: number) => frames[page] === SWAPPED_OUT || idle[page] === 1;
    const cold: PageRun[] = [];
    let first = 0;
    for (const { pfn, pages } of runs) {
      let length = 0;
      for (let page = 0; page <= pages; page++) {
        if (page < pages && isCold(first + page)) {
          length++;
        } else if (length > 0) {
          cold.push({ pfn: pfn + page - length, pages: length });
          length = 0;
        }
      }
      first += pages;
    }
    return cold;
  }

  async close(): Promise<void> {
    await this.#bitmap.close();
  }
}

/** Returns the physical frame of each page of the runs. */
async function framesOf(memory: ProcessMemory, runs: readonly PageRun[]): Promise<number[]> {
  const frames: number[] = [];
  for (const run of runs) {
    for await (const frame of memory.frames(run)) frames.push(frame);
  }
  if (frames.includes(HIDDEN)) throw hiddenFrames();
  return frames;
}

function hiddenFrames(): Error {
  return inputFailure({
    subject: '--idle',
    expected: 'physical frames in /proc/PID/pagemap',
    found: 'none: they are hidden without CAP_SYS_ADMIN',
    remedy: 'run as root, for instance with sudo',
  });
}
