import { chmodSync } from 'node:fs';
import type { OpenedKernel } from '../../src/guest/kernel/kernel.js';
import { type GuestPlan, UNLIMITED } from '../../src/guest/plan.js';
import { fileIn } from './files.js';
import { consoleOf, KERNEL_LINE } from './guest-console.js';
import { tinyImage } from './kernels.js';

/** The descriptor of the console of a machine. */
const CONSOLE = 7;

/** A program that stands in for QEMU: it prints some lines on the console, then runs a shell command. */
export function machineDouble(folder: string, lines: readonly string[], then = 'exit 0'): string {
  const text = lines.map((line) => `${line}\n`).join('');
  const console = fileIn(folder, 'console', text);
  const script = `#!/bin/sh
case $1 in --version) exit 0 ;; esac
cat '${console}' >&${CONSOLE}
${then}
`;
  const path = fileIn(folder, 'qemu-double', script);
  chmodSync(path, 0o755);
  return path;
}

/** A kernel with nothing to boot, and a plan of one cell of two folios of one page. */
export const KERNEL: OpenedKernel = {
  path: 'vmlinuz',
  release: KERNEL_LINE.release,
  image: tinyImage(KERNEL_LINE.release),
  files: { paths: [], read: () => new Uint8Array(0) },
  config: null,
};

export const PLAN: GuestPlan = {
  corpora: [
    {
      name: 'two',
      pageCount: 2,
      runs: [{ pfn: 0, pages: 2 }],
      async *pages() {
        yield new Uint8Array(2 * 4096);
      },
    },
  ],
  cells: [
    {
      ...UNLIMITED,
      compressor: 'lz4',
      corpus: 0,
      folioPages: 1,
      offerPages: 2,
      maxPoolPercent: 1,
      scenario: 'fill',
    },
  ],
};

const TALLY = {
  ...{ type: 'tally', cell: 0, peakPoolPages: 1, comparedPages: 2, mismatchedPages: 0 },
  ...{ outNs: 1, outPages: 2, inNs: 1, inPages: 2 },
};

/** Answer of a guest to that plan. */
export const ANSWER: readonly object[] = [
  KERNEL_LINE,
  { type: 'cell', cell: 0 },
  ...['start', 'end', 'settled', 'freed', 'after'].map((at) => ({
    ...{ type: 'counters', cell: 0, at, group: 'zswap', values: { stored_pages: 0 } },
  })),
  { type: 'folios', cell: 0, runs: '2s' },
  TALLY,
  { type: 'cell-end', cell: 0, ms: 1 },
  { type: 'done', cells: 1 },
];

/** The console of {@link ANSWER} with one line changed, or left out where there is no `change`. */
export function answerWith(type: string, change?: object): string[] {
  const changed = ANSWER.flatMap((line) => {
    if ((line as { type: string }).type !== type) return [line];
    return change === undefined ? [] : [{ ...line, ...change }];
  });
  return consoleOf(changed);
}
