import type { RunPlan } from '../bench/cell.js';
import type { ResultDocument } from '../result/document.js';
import { Progress } from './progress.js';
import { note, type Terminal } from './terminal.js';
import { packageVersion } from './version.js';

/** Runs a plan, with its progress and remarks on the terminal. */
export async function measure(plan: RunPlan, terminal: Terminal): Promise<ResultDocument> {
  const { run } = await import('../bench/run.js');
  const progress = new Progress(terminal);
  return await run(plan, packageVersion(), {
    progress: (text) => progress.show(text),
    remark: (text) => {
      progress.clear();
      note(terminal, text);
    },
  }).finally(() => progress.clear());
}
