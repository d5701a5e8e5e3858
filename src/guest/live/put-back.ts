import { spawnSync } from 'node:child_process';
import { guestFailure } from '../guest-failure.js';
import { type Journal, removeJournal } from './journal.js';
import { type KernelParameter, readParameter, writeParameter } from './kernel-parameters.js';

/** Steps on the way back, as lines. */
export interface PutBack {
  readonly done: readonly string[];
  /** Empty if all is as it was. */
  readonly failed: readonly string[];
}

/**
 * Puts the running machine back as a journal has it, and removes the journal if that worked. May be repeated. Synchronous, so
 * that it can run while the process exits.
 *
 * @param program the guest program
 * @param root folder that holds proc and sys
 */
export function putBack(path: string, journal: Journal, program: string, root = '/'): PutBack {
  const taken = takeDown(program, journal);
  const parameters = putParametersBack(journal.parameters, root);
  const failed = [...taken.failed, ...parameters.failed];
  if (failed.length === 0) removeJournal(path);
  return { done: [...taken.done, ...parameters.done], failed };
}

/** Swap first: what is in it is gone, and swapoff needs overcommit_memory as the run had it. */
function takeDown(program: string, { memoryController }: Journal): PutBack {
  const args = ['take-down', ...(memoryController ? [] : ['memory-off'])];
  const { error, stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' });
  if (error !== undefined) return { done: [], failed: [`${program}: ${error.message}`] };
  const done = lines(stdout).map((what) => `${what} taken down`);
  const failed = lines(stderr);
  return { done, failed: status === 0 || failed.length > 0 ? failed : [`exit code ${status}`] };
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/**
 * Writes each parameter that differs and reads it back.
 *
 * @param root folder that holds proc and sys
 */
export function putParametersBack(parameters: readonly KernelParameter[], root = '/'): PutBack {
  const done: string[] = [];
  const failed: string[] = [];
  for (const parameter of parameters) {
    const { path, value } = parameter;
    try {
      const found = readParameter(path, root);
      if (found === value) continue;
      writeParameter(parameter, root);
      const now = readParameter(path, root);
      if (now === value) done.push(`${path}: ${found} to ${value}`);
      else failed.push(`${path}: ${now} instead of ${value}`);
    } catch (error) {
      failed.push(`${path}: ${(error as Error).message}`);
    }
  }
  return { done, failed };
}

/** The first parameter that refuses the value it has, as a clause; null if there is none. */
export function fixedParameter(parameters: readonly KernelParameter[], root = '/'): string | null {
  for (const parameter of parameters) {
    try {
      writeParameter(parameter, root);
    } catch (error) {
      return `${parameter.path}, which does not take ${parameter.value}: ${(error as Error).message}`;
    }
  }
  return null;
}

/** The journal is still there. */
export function notPutBack(failed: readonly string[], cause?: unknown) {
  return guestFailure(
    {
      subject: 'this machine',
      expected: 'everything as it was',
      found: failed.join(', '),
      remedy: 'look for the cause, then run zswap-bench kernel restore',
    },
    cause,
  );
}
