import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ended, ROOT } from './program.js';

// Far longer than anything here takes; a process that hangs is killed then, and its test fails.
const TIMEOUT_MS = 60_000;

/** A running program and what it says. */
export interface Running {
  readonly child: ChildProcess;
  readonly said: { stdout: string; stderr: string };
  /** Its end: an exit code, or the signal that killed it. */
  readonly ended: Promise<{ exitCode: number | null; signal: string | null }>;
}

/** Starts the program without waiting for its end. */
export function start(args: readonly string[], options: SpawnOptions = {}): Running {
  const child = spawn(process.execPath, [`${ROOT}bin/zswap-bench.js`, ...args], {
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    ...options,
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const ended = once(child, 'close').then(([exitCode, signal]) => ({ exitCode, signal }));
  return { child, said, ended };
}

/** Waits until something holds, as long as the process lives. */
export async function until({ child }: Running, holds: () => boolean): Promise<void> {
  while (!holds()) {
    if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
    await sleep(5);
  }
}

/** Runs the program to its end, or until it has taken far too long. */
export async function runToEnd(args: readonly string[], cwd: string): Promise<Ended> {
  const running = start(args, { cwd });
  const { exitCode } = await running.ended;
  return { exitCode, ...running.said };
}
