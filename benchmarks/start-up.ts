import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { renderTable } from '../src/report/table.js';
import { estimate, median } from '../src/statistics/estimate.js';

const ROUNDS = 21;
const PROGRAM = fileURLToPath(new URL('../../bin/zswap-bench.js', import.meta.url));

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'node -e 0': ['-e', '0'],
  'zswap-bench --version': [PROGRAM, '--version'],
  'zswap-bench --help': [PROGRAM, '--help'],
  'zswap-bench run --help': [PROGRAM, 'run', '--help'],
};

/** Start-up beside bare node, one process of each kind a round. */
export async function startUp(): Promise<string> {
  const samples = new Map(Object.keys(COMMANDS).map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, args] of Object.entries(COMMANDS)) {
      const start = performance.now();
      spawnSync(process.execPath, args, { stdio: 'ignore' });
      samples.get(name)?.push(performance.now() - start);
    }
  }
  const bare = median(samples.get('node -e 0') ?? []);
  const rows = [...samples].map(([name, ms]) => {
    const { median: middle, low, high } = estimate(ms);
    const interval = `${low.toFixed(0)} .. ${high.toFixed(0)}`;
    return [name, middle.toFixed(1), interval, (middle - bare).toFixed(1)];
  });
  return renderTable({
    title: `Start-up, medians of ${ROUNDS} interleaved rounds`,
    columns: [
      ['command', 'text'],
      ['ms', 'number'],
      ['95%', 'number'],
      ['above node', 'number'],
    ],
    rows,
  });
}
