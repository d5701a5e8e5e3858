import { sizeText } from '../common/byte-size.js';
import { type Failure, inputFailure } from '../common/errors.js';
import { PAGE_SIZE } from '../common/page.js';
import { ColdPages, type IdleOptions } from './cold-pages.js';
import { elfCoreHead } from './elf/elf-writer.js';
import { whileFrozen } from './freezer.js';
import type { PageCopy } from './page-copy.js';
import { ProcessMemory } from './process-memory.js';
import { sampleWindows } from './sample-windows.js';

/** Process to capture, and its pages. */
export interface CaptureOptions {
  readonly pid: number;
  /** Whether to stop the process meanwhile. Pages that vanish from a running one are written as zero pages. */
  readonly freeze: boolean;
  /** Cold pages only. Absent: all. */
  readonly idle?: IdleOptions;
  /** Approximate size of a sample of whole 2 MiB-aligned windows. Absent: capture everything. */
  readonly sampleBytes?: number;
  readonly seed: number;
  /** Maximum size of the core. A larger one is refused before anything is written. */
  readonly maxBytes?: number;
}

/** Pages written, and those that were gone when they were read. */
export interface Captured {
  readonly pages: number;
  readonly vanishedPages: number;
}

/** Captures a process's swappable pages as an ELF core. */
export async function captureProcess(options: CaptureOptions, copy: PageCopy): Promise<Captured> {
  const { pid, freeze, idle } = options;
  if (pid === process.pid) throw ownProcess(pid);
  const memory = await ProcessMemory.open(pid, !freeze);
  let cold: ColdPages | null = null;
  try {
    if (idle !== undefined) cold = await ColdPages.watch(memory, idle);
    const capture = () => captureMemory(memory, cold, options, copy);
    return freeze ? await whileFrozen(pid, capture) : await capture();
  } finally {
    await cold?.close();
    await memory.close();
  }
}

async function captureMemory(
  memory: ProcessMemory,
  cold: ColdPages | null,
  { pid, sampleBytes, seed, maxBytes }: CaptureOptions,
  copy: PageCopy,
): Promise<Captured> {
  const present = await memory.runs();
  if (present.length === 0) throw noPages(pid);
  const all = cold === null ? present : await cold.select(memory, present);
  if (all.length === 0) throw noColdPages(pid);
  const runs =
    sampleBytes === undefined ? all : sampleWindows(all, Math.floor(sampleBytes / PAGE_SIZE), seed);
  const pages = runs.reduce((sum, run) => sum + run.pages, 0);
  const head = elfCoreHead(runs, 'present');
  const bytes = head.length + pages * PAGE_SIZE;
  if (maxBytes !== undefined && bytes > maxBytes) throw tooLarge(pid, bytes, maxBytes);
  await copy.begin(head, pages);
  for (const run of runs) {
    for await (const piece of memory.read(run)) await copy.add(piece);
  }
  return { pages, vanishedPages: memory.vanishedPages };
}

function ownProcess(pid: number): Failure {
  return inputFailure({
    subject: `process ${pid}`,
    expected: 'another process than zswap-bench',
    found: 'its own process id',
    remedy: 'name the process whose memory is swapped out',
  });
}

function noPages(pid: number): Failure {
  return inputFailure({
    subject: `process ${pid}`,
    expected: 'present pages of writable anonymous memory',
    found: 'none',
    remedy: 'name a user process, not a kernel thread or a zombie',
  });
}

function noColdPages(pid: number): Failure {
  return inputFailure({
    subject: `process ${pid}`,
    expected: 'pages that were not accessed meanwhile',
    found: 'none',
    remedy: 'shorten --idle',
  });
}

function tooLarge(pid: number, bytes: number, maxBytes: number): Failure {
  return inputFailure({
    subject: `process ${pid}`,
    expected: `a core of at most ${sizeText(maxBytes)}`,
    found: sizeText(bytes),
    remedy: 'raise --max, or take a sample of the pages (--sample)',
  });
}
