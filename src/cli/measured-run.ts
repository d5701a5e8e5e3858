import type { RunPlan } from '../measure/cell.js';
import type { RunObserver } from '../measure/corpus-run.js';
import type { ModelResult } from '../result/document.js';
import { Progress } from './progress.js';
import { note, type Terminal } from './terminal.js';
import { packageVersion } from './version.js';

/** Runs a plan, with its progress and remarks on the terminal. */
export async function measure(plan: RunPlan, terminal: Terminal): Promise<ModelResult> {
  const { refuseLargeGrid } = await import('./grid-size.js');
  refuseLargeGrid(plan);
  const { run } = await import('../measure/run-grid.js');
  return await observed(terminal, (observer) => run(plan, packageVersion(), observer));
}

/**
 * Does some work, with its progress on the terminal. Its remarks follow when it is done: they are about its figures, and a
 * refusal is one line.
 */
export async function observed<T>(
  terminal: Terminal,
  work: (observer: RunObserver) => Promise<T>,
): Promise<T> {
  const progress = new Progress(terminal);
  const remarks: string[] = [];
  const done = await work({
    progress: (text) => progress.show(text),
    remark: (text) => remarks.push(text),
  }).finally(() => progress.clear());
  for (const remark of remarks) note(terminal, remark);
  return done;
}
