import type { ChildProcess } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { release } from 'node:os';
import { openUnnamedFile, unnamedFileOf } from '../../common/unnamed-file.js';
import { checkResults } from '../check-results.js';
import { guestProgram } from '../guest-program.js';
import type { KernelHost } from '../kernel-host.js';
import { mostOfferedBytes, swapBytes, writePages } from '../page-disk.js';
import { type GuestPlan, planText } from '../plan.js';
import type { GuestResults } from '../results.js';
import { type GuestObserver, Transcript } from '../transcript.js';
import { cacheFolder } from '../xdg-folders.js';
import { type Journal, journalPath, readJournal, removeJournal, writeJournal } from './journal.js';
import { kernelParameters } from './kernel-parameters.js';
import { type EndedProcess, runLiveProcess } from './live-process.js';
import {
  checkRunningMachine,
  checkSwapFolder,
  chunkPagesFor,
  machineMemory,
  refusal,
  requireLoopDriver,
} from './machine-checks.js';
import { fixedParameter, notPutBack, putBack } from './put-back.js';

// The guest program on this machine, as root:
//
//   machine-checks.ts   refuses a machine on which it must not run
//   journal.ts          parameters as they are, on the disk before the first change
//   live-process.ts     the program, with the plan, the pages and a file for swap as descriptors
//   put-back.ts         everything as it was: at the end, on errors, while the process exits, and by kernel restore

const SUBTREE_CONTROL = '/sys/fs/cgroup/cgroup.subtree_control';

/** The kernel of this machine. */
export function liveHost(timeLimitMs: number): KernelHost {
  return {
    release: release(),
    carryOut: (plan, observer) => carryOut(plan, observer, timeLimitMs),
  };
}

async function carryOut(
  plan: GuestPlan,
  observer: GuestObserver,
  timeLimitMs: number,
): Promise<GuestResults> {
  checkRunningMachine();
  const chunkPages = chunkPagesFor(plan, machineMemory());
  const folder = cacheFolder();
  mkdirSync(folder, { recursive: true });
  checkSwapFolder(folder, 2 * mostOfferedBytes(plan));
  requireLoopDriver();
  const program = await guestProgram();
  const opened: number[] = [];
  const keep = (fd: number) => {
    opened.push(fd);
    return fd;
  };
  try {
    const text = planText(plan, { chunkPages, nodes: 1 });
    const planFile = keep(unnamedFileOf(folder, Buffer.from(text)));
    const pages = keep(openUnnamedFile(folder));
    const swap = keep(openUnnamedFile(folder));
    await writePages(pages, plan);
    ftruncateSync(swap, swapBytes(plan));
    const transcript = new Transcript(observer);
    await withJournal(program, async (path, started) => {
      const journal = keep(openSync(path, 'r'));
      const files = [journal, planFile, pages, swap];
      const take = (line: string) => transcript.take(line);
      const ended = await runLiveProcess({ program, files, timeLimitMs, take, started });
      checkEnd(transcript, ended);
    });
    const results = transcript.results();
    checkResults({ path: 'this machine', release: release() }, plan, results);
    return results;
  } finally {
    for (const fd of opened) closeSync(fd);
  }
}

/** Does some work that changes parameters, and puts them back, whatever comes of it. */
async function withJournal(
  program: string,
  work: (path: string, started: (child: ChildProcess) => void) => Promise<void>,
): Promise<void> {
  const path = journalPath();
  const parameters = kernelParameters();
  writeJournal(path, { memoryController: controllerOn(), parameters });
  const fixed = fixedParameter(parameters);
  if (fixed !== null) {
    removeJournal(path);
    throw refusal('parameters that can be put back', fixed, 'remove what keeps root from it');
  }
  const journal = readJournal(path) as Journal;
  let child: ChildProcess | null = null;
  const leave = () => {
    child?.kill('SIGKILL');
    const { failed } = putBack(path, journal, program);
    if (failed.length > 0) writeSync(2, `zswap-bench: ${notPutBack(failed).message}\n`);
  };
  process.once('exit', leave);
  const error = await work(path, (started) => {
    child = started;
  }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  process.off('exit', leave);
  (child as ChildProcess | null)?.kill('SIGKILL');
  const { failed } = putBack(path, journal, program);
  if (failed.length > 0) throw notPutBack(failed, error);
  if (error !== null) throw error;
}

function controllerOn(): boolean {
  try {
    return readFileSync(SUBTREE_CONTROL, 'utf8').split(/\s+/).includes('memory');
  } catch {
    return false;
  }
}

function checkEnd(transcript: Transcript, { end, stderr }: EndedProcess): void {
  const [error] = transcript.results().errors;
  if (error !== undefined) {
    throw refusal(
      'a machine that can be set up',
      `${error.step}: ${error.text}`,
      'see docs/kernel.md',
    );
  }
  if (transcript.done) return;
  throw refusal(
    'a guest program that carries its plan out',
    `${end} ${transcript.progress}${stderr === '' ? '' : `: ${stderr.split('\n').at(-1)}`}`,
    'see the log of the kernel (dmesg)',
  );
}
