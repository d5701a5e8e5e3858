import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { type Figure, figure, type Part } from './part.js';
import { PROGRAM } from './program.js';

const ROUNDS = 3;

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  // One of the seven corpora and two of the twenty repetitions: the whole grid does not end in seven minutes.
  'run -s all -f all': [
    ...['run', '-s', 'all', '-f', 'all', '--no-timing', '--json'],
    ...['--corpus', 'redis', '--repeat', '2'],
  ],
  'advise redis': ['advise', '--corpus', 'redis', '--json'],
  check: ['check', '--json'],
};

/** Time of a command with one job by its time with two; a process of each in turn, start-up and output included. */
export const jobScaling: Part = {
  name: 'jobs',
  title: 'Speed of two jobs, times the speed of one',
  async run() {
    return Object.entries(COMMANDS).flatMap(([name, args]): Figure[] => {
      const rounds = Array.from({ length: ROUNDS }, (_, round) => {
        const jobs = round % 2 === 0 ? [1, 2] : [2, 1];
        const seconds = new Map(
          jobs.map((count) => [count, secondsOf([...args, '--jobs', `${count}`])]),
        );
        return { one: seconds.get(1) as number, two: seconds.get(2) as number };
      });
      const ratios = rounds.map(({ one, two }) => one / two);
      return [
        figure(name, 'x', ratios, { atLeast: 1.85 }),
        figure(
          `${name}, two jobs`,
          's',
          rounds.map(({ two }) => two),
        ),
      ];
    });
  },
};

function secondsOf(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  // 3: drift was found, as it is in some strategies.
  if (status !== 0 && status !== 3) throw new Error(`${args[0]} ended with ${status}: ${stderr}`);
  return (performance.now() - start) / 1000;
}
