import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { inputFailure } from '../common/errors.js';
import { parentOf, threadStates } from './thread-states.js';

const STOP_TIMEOUT_MS = 5000;
const POLL_MS = 1;

/** Stopped by a signal or by a tracer, or ended. Source: proc_pid_stat(5). */
const STOPPED = /^[TtZX]$/;

// Continues the process as soon as this program closes the pipe or ends, however it ends.
const GUARD = `trap '' HUP INT TERM; echo ready; read -r _; kill -CONT "$0"`;

/**
 * Runs some work while a process is stopped, and continues it afterwards: also when this program is killed. A process that was
 * stopped before stays stopped.
 */
export async function whileFrozen<T>(pid: number, work: () => Promise<T>): Promise<T> {
  if (unstopped(pid).length === 0) return await work();
  refuseAncestor(pid);
  const guard = await startGuard(pid);
  try {
    await stop(pid);
    return await work();
  } finally {
    await resume(pid, guard);
  }
}

interface Guard {
  readonly child: ChildProcess;
  /** Exit code, once it has ended; rejected if it could not be started. */
  readonly ended: Promise<number | null>;
}

async function startGuard(pid: number): Promise<Guard> {
  // A session of its own: no signal of the terminal reaches it.
  const child = spawn('/bin/sh', ['-c', GUARD, `${pid}`], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close').then(([exitCode]) => exitCode as number | null);
  const failed = ended.then(
    () => 'its end',
    (error: Error) => error.message,
  );
  const failure = await Promise.race([once(child.stdout, 'data').then(() => null), failed]);
  if (failure === null) return { child, ended };
  throw inputFailure({
    subject: '/bin/sh',
    expected: `a shell that continues process ${pid} whatever happens`,
    found: failure,
    remedy: 'stop the process by hand first, or capture it running (--no-freeze)',
  });
}

async function resume(pid: number, { child, ended }: Guard): Promise<void> {
  child.stdin?.end();
  if ((await ended) === 0) return;
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // It has ended.
  }
}

async function stop(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGSTOP');
  } catch (error) {
    throw cannotFreeze(pid, (error as Error).message);
  }
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  for (;;) {
    const [first] = unstopped(pid);
    if (first === undefined) return;
    if (performance.now() > deadline) throw cannotFreeze(pid, `thread ${first}`);
    await sleep(POLL_MS);
  }
}

/** Returns the threads of a process that are not stopped, each with its state. */
function unstopped(pid: number): string[] {
  return threadStates(pid)
    .filter(({ state }) => !STOPPED.test(state))
    .map(({ thread, state }) => `${thread} in state ${state}`);
}

function cannotFreeze(pid: number, found: string): Error {
  return inputFailure({
    subject: `process ${pid}`,
    expected: `to stop on SIGSTOP within ${STOP_TIMEOUT_MS / 1000} s`,
    found,
    remedy: 'run as the same user or with CAP_KILL, or capture it running (--no-freeze)',
  });
}

/** This program waits for its parents, and they for it: a stopped shell or terminal could not be continued by hand. */
function refuseAncestor(pid: number): void {
  for (let other = process.ppid; other > 0; other = parentOf(other)) {
    if (other !== pid) continue;
    throw inputFailure({
      subject: `process ${pid}`,
      expected: 'a process that is no parent of zswap-bench, to stop it',
      found: 'one that is',
      remedy: 'start zswap-bench elsewhere, or capture it running (--no-freeze)',
    });
  }
}
