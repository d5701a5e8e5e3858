import { cellsOf, codecsOf, type RunPlan } from '../../measure/cell.js';
import { type CorpusRun, type RunObserver, withCorpus } from '../../measure/corpus-run.js';
import { ExactJobs } from '../../measure/jobs/exact-jobs.js';
import { createCompressors } from '../../measure/open-compressors.js';
import type { Config } from '../../result/document.js';
import type { Scenario } from '../../simulation/scenario.js';
import { type AdvisedSetting, advisedSettings } from './advised-settings.js';
import {
  type HalfTrials,
  halfTrials,
  halvesOf,
  isTried,
  runHalfTrials,
  type TrialObserver,
} from './half-trials.js';
import type { Trial } from './trial.js';

/** Trials of a plan, in the order of corpora, and the faults that they showed. */
export interface TrialRun {
  readonly corpora: Config['corpora'];
  readonly trials: readonly Trial[];
  readonly faults: readonly string[];
}

const SCENARIOS: readonly Scenario[] = ['fill', 'steady'];

/** A corpus of a single page has one half only. */
const HALVES = 2;

/** Runs the trials of both halves of each corpus, in both scenarios. */
export async function runTrials(plan: RunPlan, observer: RunObserver): Promise<TrialRun> {
  const jobs = new ExactJobs(plan);
  const settings = advisedSettings(plan);
  const corpora: Config['corpora'][number][] = [];
  const trials: Trial[] = [];
  const faults = new Set<string>();
  const trialObserver: TrialObserver = {
    ended: ({ pages, scenario }, index) =>
      observer.progress(`${pages}, ${scenario}: trial ${index + 1}`, { units: 1 }),
    fault: (fault) => faults.add(fault),
  };
  try {
    const compressors = await createCompressors(codecsOf(plan));
    observer.begin?.({ units: countTrials(plan, settings) });
    for (const corpus of plan.corpora) {
      const cells = cellsOf(plan, corpus.name);
      const job = { plan, corpus, cells, compressors, observer, jobs };
      await withCorpus(job, async (run) => {
        corpora.push({ name: corpus.name, sha256: run.survey.sha256 });
        trials.push(...(await corpusTrials(run, corpus.name, settings, trialObserver)));
      });
    }
  } finally {
    await jobs.end();
  }
  return { corpora, trials, faults: [...faults].sort() };
}

/** Once there are threads they run trials while this one computes the offers of the next trials. */
async function corpusTrials(
  run: CorpusRun,
  corpus: string,
  settings: readonly AdvisedSetting[],
  observer: TrialObserver,
): Promise<Trial[]> {
  const { jobs, plan, grouping } = run;
  const planned: HalfTrials[] = [];
  const waiting: HalfTrials[] = [];
  const running: Promise<Trial[]>[] = [];
  const opened = new Set<string>();
  const start = () => {
    for (const trials of waiting.splice(0)) {
      // Both scenarios of a half have the same pages.
      if (!opened.has(trials.name)) jobs.open(trials.name, { survey: trials.survey, grouping });
      opened.add(trials.name);
      const ended = runHalfTrials(run, trials, observer);
      // It is awaited later: a failure must not count as one that no code awaits.
      ended.catch(() => {});
      running.push(ended);
    }
  };
  for (const half of halvesOf(run, corpus)) {
    for (const scenario of SCENARIOS) {
      const trials = halfTrials(run, half, scenario, settings);
      await jobs.announce(trials.offers.reduce((sum, { pages }) => sum + pages, 0) * plan.repeat);
      planned.push(trials);
      waiting.push(trials);
      if (jobs.threads > 0) start();
      // The threads get their next jobs.
      await new Promise(setImmediate);
    }
  }
  start();
  const ended = await Promise.all(running);
  for (const name of opened) jobs.close(name);
  remarkUnlimited(run, corpus, planned);
  return ended.flat();
}

function remarkUnlimited(
  { observer }: CorpusRun,
  corpus: string,
  planned: readonly HalfTrials[],
): void {
  const offers = planned.flatMap((trials) => trials.offers);
  const unlimited = offers.filter(({ storedAtLimit }) => storedAtLimit === null).length;
  if (unlimited === 0) return;
  observer.remark(
    `${corpus}: in ${unlimited} of ${offers.length} cells the offer reaches no limit, and no page goes to the device`,
  );
}

/** Number of trials of a plan. */
function countTrials(plan: RunPlan, settings: readonly AdvisedSetting[]): number {
  const cells = plan.corpora.flatMap(({ name }) => cellsOf(plan, name));
  const tried = SCENARIOS.flatMap((scenario) =>
    cells.filter((cell) => isTried(cell, { ...plan, scenario }, settings)),
  );
  return tried.length * plan.repeat * HALVES;
}
