import type { ResultDocument } from '../result/document.js';
import { noteError, type Terminal } from './terminal.js';

/** Reports what is wrong in a result; whether there is anything, which makes exit code 3. */
export async function noteFaults(terminal: Terminal, result: ResultDocument): Promise<boolean> {
  const { correctnessFaults } = await import('../result/correctness.js');
  return noteAll(terminal, correctnessFaults(result));
}

/** Reports faults; whether there is any. */
export function noteAll(terminal: Terminal, faults: readonly string[]): boolean {
  for (const fault of faults) noteError(terminal, 'ZB_CORRECTNESS', fault);
  return faults.length > 0;
}
