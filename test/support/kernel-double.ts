import { symlinkSync } from 'node:fs';
import { fileIn, temporaryFolder } from './files.js';
import { consoleOf, KERNEL_LINE } from './guest-console.js';
import { tinyImage } from './kernels.js';
import { machineDouble } from './machine-double.js';
import { type Ended, zswapBench } from './program.js';

/** Counters of one moment, by group. */
type Groups = Readonly<Record<string, Readonly<Record<string, number>>>>;

const MOMENTS = ['start', 'end', 'settled', 'freed', 'after'] as const;

const EMPTY: Groups = {
  zswap: { stored_pages: 0, pool_total_size: 0, pool_limit_hit: 0, written_back_pages: 0 },
  vmstat: { zswpout: 0, zswpin: 0, zswpwb: 0 },
  parent: { zswap: 0, zswapped: 0, zswpout: 0, zswpwb: 0 },
  memcg0: { zswap: 0, zswapped: 0, zswpout: 0, zswpwb: 0 },
};

const FULL: Groups = {
  zswap: { stored_pages: 2, pool_total_size: 4096, pool_limit_hit: 0, written_back_pages: 0 },
  vmstat: { zswpout: 2, zswpin: 0, zswpwb: 0 },
  parent: { zswap: 300, zswapped: 8192, zswpout: 2, zswpwb: 0 },
  memcg0: { zswap: 300, zswapped: 8192, zswpout: 2, zswpwb: 0 },
};

/** Differences of a kernel double from a kernel that stores two pages and returns them. */
export interface DoubleOptions {
  /** Counters of moments, over the others. */
  readonly counters?: Partial<Record<(typeof MOMENTS)[number], Groups>>;
  readonly tally?: object;
  /** Lines of the kernel's own in the cell. */
  readonly warnings?: readonly string[];
  /** An error line of the cell. */
  readonly error?: object;
}

/** The console of a guest that was offered two pages, once for each cell. */
export function kernelConsole(cells = 1, options: DoubleOptions = {}): string[] {
  const own = consoleOf([
    KERNEL_LINE,
    ...Array.from({ length: cells }, (_, cell) => cellLines(cell, options)).flat(),
    { type: 'done', cells },
  ]);
  const [first, begin, ...rest] = own;
  return [first, begin, ...(options.warnings ?? []), ...rest];
}

function cellLines(cell: number, { counters = {}, tally, error }: DoubleOptions): object[] {
  return [
    { type: 'cell', cell },
    ...(error === undefined ? [] : [{ type: 'error', cell, ...error }]),
    ...MOMENTS.flatMap((at) => {
      const groups = at === 'end' || at === 'settled' ? FULL : EMPTY;
      return Object.entries({ ...groups, ...counters[at] }).map(([group, values]) => ({
        ...{ type: 'counters', cell, at, group, values },
      }));
    }),
    { type: 'folios', cell, runs: '2s' },
    {
      ...{ type: 'tally', cell, peakPoolPages: 1, comparedPages: 2, mismatchedPages: 0 },
      ...{ outNs: 1, outPages: 2, inNs: 1, inPages: 2, ...tally },
    },
    { type: 'cell-end', cell, ms: 1 },
  ];
}

/** Runs the program with a double of QEMU that prints a console, and an image and two pages for it. */
export function withKernelDouble(
  console: readonly string[],
  then: string | undefined,
  args: (files: { image: string; pages: string }) => readonly string[],
): Ended {
  const folder = temporaryFolder();
  symlinkSync(machineDouble(folder, console, then), `${folder}/qemu-system-x86_64`);
  const image = fileIn(folder, 'vmlinuz', tinyImage(KERNEL_LINE.release));
  const pages = fileIn(folder, 'two.raw', Buffer.alloc(2 * 4096, 'two pages '));
  return zswapBench(args({ image, pages }), folder, {
    ...process.env,
    PATH: `${folder}:${process.env.PATH}`,
  });
}
