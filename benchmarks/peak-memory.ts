import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { figure, type Part } from './part.js';
import { processCosts } from './process-costs.js';
import { inTemporaryFolder, shippedPages } from './temporary-files.js';

const GIB = 2 ** 30;

/** The most memory that a run over a raw file ever holds, with nothing taken off for its pool. */
export const peakMemory: Part = {
  name: 'memory',
  title: 'Peak memory (VmHWM) of a run over a raw file of 1 GiB, lz4, batch, 64K folios',
  async run() {
    if (process.platform !== 'linux') return { skipped: 'needs /proc' };
    return inTemporaryFolder(async (folder) => {
      const raw = join(folder, 'pages.raw');
      const pages = await shippedPages();
      for (let left = GIB; left > 0; left -= pages.length) {
        appendFileSync(raw, pages.subarray(0, Math.min(left, pages.length)));
      }
      const peakMiB = (...args: string[]) => processCosts(folder, args).peakMiB;
      const run = ['run', '--corpus', raw, '--folios', 'dense', '-s', 'batch', '-c', 'lz4'];
      return [
        figure('zswap-bench --version', 'MiB', [peakMiB('--version')]),
        figure('exact part', 'MiB', [peakMiB(...run, '--no-timing')], { atMost: 300 }),
        figure('exact and timed part', 'MiB', [peakMiB(...run, '--time', '1')], { atMost: 300 }),
      ];
    });
  },
};
