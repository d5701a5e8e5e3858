import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { figure, type Part } from './part.js';
import { PROGRAM } from './program.js';
import { inTemporaryFolder, shippedPages } from './temporary-files.js';

const GIB = 2 ** 30;

// VmHWM is of this process alone; getrusage(2) also counts what was there before it became node.
const SAY_PEAK = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync, writeFileSync } from 'node:fs';
  process.on('exit', () => writeFileSync(process.env.PEAK, readFileSync('/proc/self/status')));
`)}`;

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
      const peakMiB = (...args: string[]) => {
        const peak = join(folder, 'peak');
        const { status, stderr } = spawnSync(
          process.execPath,
          ['--import', SAY_PEAK, PROGRAM, ...args],
          { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, PEAK: peak } },
        );
        if (status !== 0) throw new Error(`a run ended with ${status}: ${stderr}`);
        const [, kib] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(peak, 'utf8')) ?? [];
        return Number(kib) / 1024;
      };
      const run = ['run', '--corpus', raw, '--folios', 'dense', '-s', 'batch', '-c', 'lz4'];
      return [
        figure('zswap-bench --version', 'MiB', [peakMiB('--version')]),
        figure('exact part', 'MiB', [peakMiB(...run, '--no-timing')], { atMost: 300 }),
        figure('exact and timed part', 'MiB', [peakMiB(...run, '--time', '1')], { atMost: 300 }),
      ];
    });
  },
};
