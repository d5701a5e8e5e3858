import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM } from './program.js';

/** Costs of one process of the program, its worker threads included. */
export interface ProcessCosts {
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

// VmHWM is of this process alone; getrusage(2) also counts what was there before it became node.
const SAY_COSTS = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync, writeFileSync } from 'node:fs';
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeFileSync(process.env.COSTS, user + system + ' us\\n' + readFileSync('/proc/self/status'));
  });
`)}`;

/** Runs the program; returns its costs. Needs /proc. */
export function processCosts(folder: string, args: readonly string[]): ProcessCosts {
  const costs = join(folder, 'costs');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', SAY_COSTS, PROGRAM, ...args],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, COSTS: costs },
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  const text = readFileSync(costs, 'utf8');
  const [, us] = /^(\d+) us$/m.exec(text) ?? [];
  const [, kib] = /^VmHWM:\s*(\d+) kB$/m.exec(text) ?? [];
  return { cpuSeconds: Number(us) / 1e6, peakMiB: Number(kib) / 1024 };
}
