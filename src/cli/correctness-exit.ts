import type { ResultDocument } from '../result/document.js';
import { note, type Terminal } from './terminal.js';

/**
 * Notes the correctness faults that a result shows, and a field that commands would refuse to read; returns whether there
 * is any, which makes exit code 3.
 */
export async function noteFaults(terminal: Terminal, result: ResultDocument): Promise<boolean> {
  const { correctnessFaults } = await import('../result/correctness.js');
  const { unreadableField } = await import('../result/read.js');
  const field = unreadableField(result);
  const unreadable = field === null ? [] : [`the result cannot be read back: ${field}`];
  return noteAll(terminal, [...correctnessFaults(result), ...unreadable]);
}

/** Says each of some faults; whether there is any. */
export function noteAll(terminal: Terminal, faults: readonly string[]): boolean {
  for (const fault of faults) note(terminal, fault);
  return faults.length > 0;
}
