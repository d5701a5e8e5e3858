import { folioSizeName } from '../model/folio/folio.js';
import {
  CORPUS_HASH,
  type CorpusFacts,
  type ModelCell,
  type ModelResult,
  RESULT_SCHEMA,
  type ResultDocument,
} from '../result/document.js';
import { settingsOf } from '../result/settings.js';
import { cellsOf, codecsOf, type RunPlan } from './cell.js';
import { type RunObserver, runCorpus } from './corpus-run.js';
import { describeMachine } from './machine.js';
import { createCompressors } from './open-compressors.js';
import { cellsOfShard } from './shard-cells.js';
import { timingOf } from './timed/timing.js';

/** Runs the whole grid or a shard of it, one corpus after another. */
export async function run(
  plan: RunPlan,
  version: string,
  observer: RunObserver,
): Promise<ModelResult> {
  const corpora: CorpusFacts[] = [];
  const cells: ModelCell[] = [];
  // Reported first: creating the compressors and reading the first window take noticeable time.
  observer.progress(`preparing ${plan.compressors.map(({ name }) => name).join(', ')}`);
  const { shard } = plan;
  const grid = plan.corpora.map(({ name }) => cellsOf(plan, name));
  const compressors = await createCompressors(codecsOf(plan));
  const total = grid.flat().length;
  const timing = plan.timeSeconds === null ? null : timingOf(plan.timeSeconds, total);
  let before = 0;
  for (const [i, corpus] of plan.corpora.entries()) {
    const selected = shard === null ? grid[i] : cellsOfShard(shard, grid[i], before, total);
    before += grid[i].length;
    if (selected.length === 0) continue;
    const done = await runCorpus({ plan, corpus, cells: selected, compressors, observer }, timing);
    corpora.push(done.facts);
    cells.push(...done.cells);
  }
  return {
    schema: RESULT_SCHEMA,
    tool: { version },
    machine: describeMachine(),
    corpusHash: CORPUS_HASH,
    ...(shard === null ? {} : { shard }),
    config: {
      strategies: plan.strategies.map(({ name }) => name),
      ...mixesOf(plan),
      compressors: plan.compressors.map(({ name }) => name),
      folioSizes: plan.folioPages.map(folioSizeName),
      corpora: plan.corpora.map(({ name }) => ({
        name,
        sha256: corpora.find((facts) => facts.name === name)?.sha256 ?? null,
      })),
      ...settingsOf(plan),
      ...costsFacts(plan),
    },
    corpora,
    cells,
  };
}

function costsFacts({ costs }: RunPlan): Pick<ResultDocument['config'], 'costs'> {
  if (costs === undefined) return {};
  const { sha256, kernel } = costs;
  return { costs: { sha256, kernel } };
}

/** Returns the mixes of the strategies, if they have the policies of other strategies. */
function mixesOf({ strategies }: RunPlan): Pick<ResultDocument['config'], 'mixes'> {
  const mixes = strategies.flatMap(({ mix }) => mix ?? []);
  return mixes.length === 0 ? {} : { mixes };
}
