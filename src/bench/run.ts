import { folioSizeName } from '../folio/folio.js';
import {
  type Cell,
  type CorpusFacts,
  RESULT_SCHEMA,
  type ResultDocument,
} from '../result/document.js';
import type { RunPlan } from './cell.js';
import { createCompressors } from './compressors.js';
import { type RunObserver, runCorpus } from './corpus-run.js';
import { describeMachine } from './machine.js';

/** Runs the whole grid, one corpus after another. */
export async function run(
  plan: RunPlan,
  version: string,
  observer: RunObserver,
): Promise<ResultDocument> {
  const corpora: CorpusFacts[] = [];
  const cells: Cell[] = [];
  // First of all: compressors and the first window of pages take longer than a user likes to see nothing.
  observer.progress(`preparing ${plan.compressors.map(({ name }) => name).join(', ')}`);
  const compressors = await createCompressors(plan);
  for (const corpus of plan.corpora) {
    const done = await runCorpus(plan, corpus, compressors, observer);
    corpora.push(done.facts);
    cells.push(...done.cells);
  }
  return {
    schema: RESULT_SCHEMA,
    tool: { version },
    machine: describeMachine(),
    config: {
      strategies: plan.strategies.map(({ name }) => name),
      compressors: plan.compressors.map(({ name }) => name),
      folioSizes: plan.folioPages.map(folioSizeName),
      corpora: corpora.map(({ name, sha256 }) => ({ name, sha256 })),
      folios: plan.grouping,
      dropPartial: plan.dropPartial,
      offerBytes: plan.offerBytes,
      totalRamBytes: plan.totalRamBytes,
      maxPoolPercent: plan.maxPoolPercent,
      acceptThresholdPercent: plan.acceptThresholdPercent,
      memcgs: plan.memcgs,
      memcgMaxBytes: plan.memcgMaxBytes,
      memcgParentMaxBytes: plan.memcgParentMaxBytes,
      writeback: plan.writeback,
      shrinkWorker: plan.shrinkWorker,
      kernel: plan.kernel.name,
      scenario: plan.scenario,
      tasks: plan.tasks,
      seed: plan.seed,
      timeSeconds: plan.timeSeconds,
      verify: plan.verify,
    },
    corpora,
    cells,
  };
}
