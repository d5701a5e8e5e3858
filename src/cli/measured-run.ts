import type { RunPlan } from '../measure/cell.js';
import type { RunObserver } from '../measure/corpus-run.js';
import type { ModelResult } from '../result/document.js';
import { Progress } from './progress.js';
import { note, type Terminal } from './terminal.js';
import { packageVersion } from './version.js';

/** Runs a plan; shows progress and remarks on the terminal. */
export async function measurePlan(plan: RunPlan, terminal: Terminal): Promise<ModelResult> {
  return await withProgress(terminal, (observer) => measureObserved(plan, observer));
}

/** Runs a plan whose result can be read back. */
export async function measureObserved(plan: RunPlan, observer: RunObserver): Promise<ModelResult> {
  const { checkGridSize } = await import('./grid-size.js');
  checkGridSize(plan);
  const { run } = await import('../measure/run-grid.js');
  return await run(plan, packageVersion(), observer);
}

/**
 * Runs some work and shows its progress on the terminal. Remarks are printed after success only: they concern the figures, and
 * an error is one line.
 */
export async function withProgress<T>(
  terminal: Terminal,
  work: (observer: RunObserver) => Promise<T>,
): Promise<T> {
  const progress = new Progress(terminal);
  const remarks: string[] = [];
  const done = await work({
    begin: (all) => progress.begin(all),
    progress: (text, ended) => progress.progress(text, ended),
    remark: (text) => remarks.push(text),
  }).finally(() => progress.clear());
  for (const remark of remarks) note(terminal, remark);
  return done;
}
