import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { whileFrozen } from '../../src/corpus/freezer.js';
import { threadStates } from '../../src/corpus/thread-states.js';
import { temporaryFolder } from '../support/files.js';
import { frozenProcess } from '../support/frozen-process.js';
import { start, until } from '../support/processes.js';
import { ROOT, zswapBench } from '../support/program.js';
import { assertInputFailure } from '../support/refusals.js';

const folder = temporaryFolder();
const PROGRAM = "console.log('ready'); setInterval(() => {}, 5);";
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts a process of several threads. */
async function running(): Promise<number> {
  const child = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child.pid as number;
}

// Far longer than anything here takes.
const TIMEOUT_MS = 20_000;

/** Waits until something holds. */
async function comesTo(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!holds()) {
    assert.ok(performance.now() < deadline, 'it does not come to hold');
    await sleep(1);
  }
}

/** Child processes of a process. */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .map(Number)
    .slice(0, -1);
}

const isStopped = (pid: number) => threadStates(pid).every(({ state }) => state === 'T');
const isRunning = (pid: number) => threadStates(pid).every(({ state }) => /[RSD]/.test(state));

describe('freezer', () => {
  it('stops all threads before the work, and continues them after it', async () => {
    const pid = await running();
    const states = await whileFrozen(pid, async () => threadStates(pid));
    assert.ok(states.length > 1, 'several threads');
    assert.deepEqual(new Set(states.map(({ state }) => state)), new Set(['T']));
    await comesTo(() => isRunning(pid));
  });

  it('continues the process after work that fails', async () => {
    const pid = await running();
    const failing = whileFrozen(pid, () => Promise.reject(new Error('work')));
    await assert.rejects(failing, /^Error: work$/);
    await comesTo(() => isRunning(pid));
  });

  it('leaves a process stopped that was stopped before', async () => {
    const child = await frozenProcess(PROGRAM);
    children.push(child);
    assert.equal(await whileFrozen(child.pid, async () => isStopped(child.pid)), true);
    assert.equal(isStopped(child.pid), true);
  });

  it('refuses a parent of this process', async () => {
    const grandparent = Number(
      /PPid:\t(\d+)/.exec(readFileSync(`/proc/${process.ppid}/status`, 'utf8'))?.[1],
    );
    for (const pid of [process.ppid, grandparent]) {
      await assert.rejects(
        whileFrozen(pid, async () => {}),
        (error) => {
          assertInputFailure(error, `process ${pid}`);
          assert.match(error.message, /no parent of zswap-bench.*--no-freeze/);
          return true;
        },
      );
    }
  });
});

describe('corpus capture: a running process', () => {
  const capture = (pid: number, ...more: string[]) => [
    ...['corpus', 'capture', '--pid', `${pid}`, '-o', join(folder, 'frozen.core')],
    ...more,
  ];

  it('goes on after a capture, a refused one, and one with --no-freeze', async () => {
    const pid = await running();
    for (const [exitCode, ...more] of [[0], [2, '--max', '1M'], [0, '--no-freeze']] as const) {
      const ended = zswapBench(capture(pid, ...more));
      assert.equal(ended.exitCode, exitCode, ended.stderr);
      await comesTo(() => isRunning(pid));
    }
  });

  const ends: Readonly<Record<string, (pid: number) => void>> = {
    SIGINT: (pid) => process.kill(pid, 'SIGINT'),
    SIGTERM: (pid) => process.kill(pid, 'SIGTERM'),
    SIGHUP: (pid) => process.kill(pid, 'SIGHUP'),
    SIGKILL: (pid) => process.kill(pid, 'SIGKILL'),
    'a key of the terminal': (pid) => process.kill(-pid, 'SIGQUIT'),
    'SIGTERM to all processes of a service': (pid) => {
      for (const each of [...childrenOf(pid), pid]) process.kill(each, 'SIGTERM');
    },
  };
  for (const [name, end] of Object.entries(ends)) {
    it(`goes on when the capture ends by ${name}`, async () => {
      const pid = await running();
      const fifo = join(folder, name);
      execFileSync('mkfifo', [fifo]);
      // Nothing reads it, so the capture waits in the middle of its pages.
      const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
      try {
        const capturing = start(capture(pid, '-o', fifo), { detached: true });
        await until(capturing, () => isStopped(pid));
        end(capturing.child.pid as number);
        await capturing.ended;
        await comesTo(() => isRunning(pid));
      } finally {
        closeSync(fd);
      }
    });
  }

  it('is refused where it is zswap-bench itself', () => {
    const script = 'exec "$0" "$1" corpus capture --pid $$ -o /dev/null --no-freeze';
    const program = [process.execPath, `${ROOT}bin/zswap-bench.js`];
    const { status, stderr } = spawnSync('sh', ['-c', script, ...program], { encoding: 'utf8' });
    assert.equal(status, 2);
    assert.match(stderr, /expected another process than zswap-bench; found its own process id/);
  });
});
