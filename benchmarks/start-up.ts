import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { figure, type Part, type Target } from './part.js';
import { PROGRAM } from './program.js';

const ROUNDS = 21;

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  '--version': ['--version'],
  '--help': ['--help'],
  'run --help': ['run', '--help'],
};
const TARGETS: Readonly<Record<string, Target>> = { '--help': { atMost: 60 } };

/** Start-up above bare node, and how soon a run is seen to be at work; one process of each kind a round. */
export const startUp: Part = {
  name: 'start-up',
  title: 'Start-up',
  async run() {
    const bare: number[] = [];
    const above = new Map(Object.keys(COMMANDS).map((name) => [name, [] as number[]]));
    const progress: number[] = [];
    const besideBare: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const bareMs = millisecondsOf(['-e', '0']);
      bare.push(bareMs);
      for (const [name, args] of Object.entries(COMMANDS)) {
        above.get(name)?.push(millisecondsOf([PROGRAM, ...args]) - bareMs);
      }
      progress.push(await millisecondsToProgress());
      besideBare.push(progress[round] / bareMs);
    }
    return [
      figure('node -e 0', 'ms', bare),
      ...[...above].map(([name, ms]) =>
        figure(`zswap-bench ${name}, above node`, 'ms', ms, TARGETS[name]),
      ),
      figure('zswap-bench run, first progress', 'ms', progress, { atMost: 300 }),
      figure('zswap-bench run, first progress, beside node -e 0', 'x', besideBare),
    ];
  },
};

function millisecondsOf(args: readonly string[]): number {
  const start = performance.now();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - start;
}

// Progress is shown on terminals only, so the pipe that is listened to says it is one.
const AS_TERMINAL = 'data:text/javascript,process.stderr.isTTY=true';

async function millisecondsToProgress(): Promise<number> {
  const start = performance.now();
  const args = ['--import', AS_TERMINAL, PROGRAM, 'run', '--no-timing'];
  const run = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  await once(run.stderr, 'data');
  const ms = performance.now() - start;
  run.kill('SIGKILL');
  await once(run, 'close');
  return ms;
}
