import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inputFailure } from '../../common/errors.js';
import {
  boolean,
  integer,
  list,
  Mismatch,
  object,
  oneOf,
  type Shape,
  text,
} from '../../result/read-shapes.js';
import { guestFailure } from '../guest-failure.js';
import { stateFolder } from '../xdg-folders.js';
import type { KernelParameter } from './kernel-parameters.js';
import { isAlive, startTicks } from './process-start.js';

// Written and on the disk before anything of the running machine is changed, removed when all is as it was.

const JOURNAL_SCHEMA = 'zswap-bench.journal/1';

export interface Journal {
  readonly schema: typeof JOURNAL_SCHEMA;
  /** The process that made it. */
  readonly pid: number;
  readonly startTicks: number;
  /** Whether children of the root cgroup had the memory controller. */
  readonly memoryController: boolean;
  readonly parameters: readonly KernelParameter[];
}

const shape: Shape<Journal> = object<Journal>({
  schema: oneOf(JOURNAL_SCHEMA),
  pid: integer(1),
  startTicks: integer(0),
  memoryController: boolean,
  parameters: list(object<KernelParameter>({ path: text, value: text })),
});

export function journalPath(): string {
  return join(stateFolder(), 'live-journal.json');
}

/** Writes a journal; throws a `Failure` if there is one already. It is on the disk when this returns. */
export function writeJournal(
  path: string,
  { memoryController, parameters }: Pick<Journal, 'memoryController' | 'parameters'>,
): void {
  const { pid } = process;
  const journal: Journal = {
    schema: JOURNAL_SCHEMA,
    pid,
    startTicks: startTicks(pid) ?? 0,
    memoryController,
    parameters,
  };
  const made = `${path}.${pid}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(made, `${JSON.stringify(journal, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    sync(made);
    // Unlike rename(), this does not replace another run's.
    linkSync(made, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw guestFailure({
      subject: path,
      expected: 'no journal of another run',
      found: 'one',
      remedy: 'let that run end, or run zswap-bench kernel restore after a crash',
    });
  } finally {
    rmSync(made, { force: true });
  }
  sync(dirname(path));
}

function sync(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** The journal, or null where there is none. Throws a `Failure` for a damaged one. */
export function readJournal(path: string): Journal | null {
  try {
    return shape(JSON.parse(readFileSync(path, 'utf8')), '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (!(error instanceof Mismatch || error instanceof SyntaxError)) throw error;
    throw inputFailure(
      {
        subject: path,
        expected: 'a journal of kernel run --live',
        found: error.message,
        remedy: 'put the parameters that it lists back by hand, and remove it',
      },
      error,
    );
  }
}

/** Whether the run that made a journal has not ended. */
export function isRunning({ pid, startTicks }: Journal): boolean {
  return isAlive(pid, startTicks);
}

/** Removes what a process left that was killed while it wrote a journal. Nothing was changed by then. */
export function removeUnfinished(path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) return;
  const unfinished = new RegExp(`^${basename(path)}\\.(\\d+)\\.tmp$`);
  for (const name of readdirSync(folder)) {
    const pid = unfinished.exec(name)?.[1];
    if (pid !== undefined && startTicks(Number(pid)) === null) rmSync(join(folder, name));
  }
}

export function removeJournal(path: string): void {
  rmSync(path, { force: true });
  sync(dirname(path));
}
