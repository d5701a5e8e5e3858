import type { RunPlan } from '../measure/cell.js';
import type { RunObserver } from '../measure/corpus-run.js';
import type { ResultDocument } from '../result/document.js';
import { Progress } from './progress.js';
import { note, type Terminal } from './terminal.js';
import { packageVersion } from './version.js';

/** Runs a plan, with its progress and remarks on the terminal. */
export async function measure(plan: RunPlan, terminal: Terminal): Promise<ResultDocument> {
  const { refuseLargeGrid } = await import('./grid-size.js');
  refuseLargeGrid(plan);
  const { run } = await import('../measure/run-grid.js');
  return await observed(terminal, (observer) => run(plan, packageVersion(), observer));
}

/** Does some work, with its progress and remarks on the terminal. */
export function observed<T>(
  terminal: Terminal,
  work: (observer: RunObserver) => Promise<T>,
): Promise<T> {
  const progress = new Progress(terminal);
  return work({
    progress: (text) => progress.show(text),
    remark: (text) => {
      progress.clear();
      note(terminal, text);
    },
  }).finally(() => progress.clear());
}
