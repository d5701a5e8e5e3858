import type { ResultDocument } from '../result/document.js';
import { note, type Terminal } from './terminal.js';

/** Says what a result shows to be wrong; whether there is anything, which makes exit code 3. */
export async function noteFaults(terminal: Terminal, result: ResultDocument): Promise<boolean> {
  const { correctnessFaults } = await import('../result/correctness.js');
  return noteAll(terminal, correctnessFaults(result));
}

/** Says each of some faults; whether there is any. */
export function noteAll(terminal: Terminal, faults: readonly string[]): boolean {
  for (const fault of faults) note(terminal, fault);
  return faults.length > 0;
}
