import { folioSizeName } from '../model/folio/folio.js';
import {
  CORPUS_HASH,
  type ModelResult,
  RESULT_SCHEMA,
  type ResultDocument,
} from '../result/document.js';
import { settingsOf } from '../result/settings.js';
import { cellsOf, codecsOf, type RunPlan } from './cell.js';
import { type CorpusResult, type RunObserver, runCorpus } from './corpus-run.js';
import { ExactJobs } from './jobs/exact-jobs.js';
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
  // Reported first: creating the compressors and reading the first window take noticeable time.
  observer.progress(`preparing ${plan.compressors.map(({ name }) => name).join(', ')}`);
  const jobs = new ExactJobs(plan);
  try {
    return document(plan, version, await runCorpora(plan, observer, jobs));
  } finally {
    await jobs.end();
  }
}

async function runCorpora(
  plan: RunPlan,
  observer: RunObserver,
  jobs: ExactJobs,
): Promise<CorpusResult[]> {
  const { shard } = plan;
  const grid = plan.corpora.map(({ name }) => cellsOf(plan, name));
  const compressors = await createCompressors(codecsOf(plan));
  const total = grid.flat().length;
  const timing = plan.timeSeconds === null ? null : timingOf(plan.timeSeconds, total);
  let before = 0;
  const own = grid.map((cells) => {
    const first = before;
    before += cells.length;
    return shard === null ? cells : cellsOfShard(shard, cells, first, total);
  });
  const count = own.flat().length;
  observer.begin?.({ units: count * plan.repeat, timedMs: count * (timing?.cellMs ?? 0) });
  const results: Promise<CorpusResult>[] = [];
  for (const [i, corpus] of plan.corpora.entries()) {
    const cells = own[i];
    if (cells.length === 0) continue;
    const job = { plan, corpus, cells, compressors, observer, jobs };
    results.push((await runCorpus(job, timing)).ended);
  }
  return await Promise.all(results);
}

function document(plan: RunPlan, version: string, results: readonly CorpusResult[]): ModelResult {
  const { shard } = plan;
  const corpora = results.map(({ facts }) => facts);
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
    cells: results.flatMap(({ cells }) => cells),
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
