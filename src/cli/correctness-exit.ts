import type { ResultDocument } from '../result/document.js';
import { noteError, type Terminal } from './terminal.js';

/** Prints correctness faults of a result, and a field that commands cannot read back; returns whether there are any (exit code 3). */
export async function noteFaults(terminal: Terminal, result: ResultDocument): Promise<boolean> {
  const { correctnessFaults } = await import('../result/correctness.js');
  const { unreadableField } = await import('../result/read.js');
  const field = unreadableField(result);
  const unreadable = field === null ? [] : [`the result cannot be read back: ${field}`];
  return noteAll(terminal, [...correctnessFaults(result), ...unreadable]);
}

/** Prints faults; returns whether there are any. */
export function noteAll(terminal: Terminal, faults: readonly string[]): boolean {
  for (const fault of faults) noteError(terminal, 'ZB_CORRECTNESS', fault);
  return faults.length > 0;
}
