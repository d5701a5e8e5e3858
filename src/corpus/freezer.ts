import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { inputFailure } from '../common/errors.js';
import { parentOf, threadStates } from './thread-states.js';

const STOP_TIMEOUT_MS = 5000;
const POLL_MS = 1;

/** Stopped by a signal or by a tracer, or ended. Source: proc_pid_stat(5). */
const STOPPED = /^[TtZX]$/;

// Stops the process, and continues it as soon as this program closes the pipe or ends, however it ends.
const GUARD = `trap '' HUP INT PIPE TERM; kill -STOP "$0" && echo && read -r _; kill -CONT "$0"`;

/**
 * Runs some work while a process is stopped, and continues it afterwards: also when this program is killed. A process that was
 * stopped before stays stopped.
 */
export async function whileFrozen<T>(pid: number, work: () => Promise<T>): Promise<T> {
  if (isStopping(pid)) {
    await allStopped(pid);
    return await work();
  }
  refuseAncestor(pid);
  const guard = startGuard(pid);
  try {
    await guard.sent;
    await allStopped(pid);
    return await work();
  } finally {
    await guard.release();
  }
}

interface Guard {
  /** Fulfilled once the process was sent SIGSTOP; rejected if that failed. */
  readonly sent: Promise<void>;
  /** Continues the process. */
  release(): Promise<void>;
}

function startGuard(pid: number): Guard {
  // A session of its own: no signal of the terminal reaches it.
  const shell = spawn('/bin/sh', ['-c', GUARD, `${pid}`], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  shell.stderr.on('data', (text: Buffer) => {
    complaint += text;
  });
  shell.on('error', (error) => {
    complaint = error.message;
  });
  const ended = new Promise<void>((resolve) => shell.once('close', () => resolve()));
  const stopped = once(shell.stdout, 'data').then(() => true);
  return {
    sent: Promise.race([stopped, ended.then(() => false)]).then((isStopped) => {
      if (!isStopped) throw cannotFreeze(pid, complaint.trim().split('\n')[0]);
    }),
    async release() {
      shell.stdin.end();
      await ended;
    },
  };
}

async function allStopped(pid: number): Promise<void> {
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  for (;;) {
    const [first] = unstopped(pid);
    if (first === undefined) return;
    if (performance.now() > deadline) throw cannotFreeze(pid, `thread ${first}`);
    await sleep(POLL_MS);
  }
}

/** Returns whether a process is stopped by a signal, which reaches its threads one after the other, or by a tracer. */
function isStopping(pid: number): boolean {
  return threadStates(pid).some(({ state }) => state === 'T') || unstopped(pid).length === 0;
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
