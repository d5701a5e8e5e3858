import type { ModelExact } from '../../result/document.js';
import { JobPool } from '../../workers/job-pool.js';
import type { JobQueue } from '../../workers/job-queue.js';
import { LocalQueue } from '../../workers/local-queue.js';
import type { CellPlan, RunPlan } from '../cell.js';
import type { OracleFacts } from '../exact/run-oracle.js';
import type { CompressedLengths } from '../survey/length-collector.js';
import type { SurveyedCorpus } from '../surveyed-corpus.js';
import { ExactExecutor } from './exact-executor.js';
import type { ArrivalsJob, ExactJob, LengthsJob, NotedCorpus } from './exact-job.js';
import { plainPlan } from './plain-plan.js';
import { inSharedMemory } from './shared-survey.js';

const THREAD = new URL('./exact-thread.js', import.meta.url);

/** Pages to replay from which on threads save more time than they take to start: about 0.2 s of one thread. */
const WORTH_THREADS = 200_000;

/**
 * Executes the exact work of a run: on this thread, and on `plan.jobs` worker threads as soon as there is enough of it. Results
 * do not depend on the thread.
 */
export class ExactJobs {
  readonly #plan: RunPlan;
  #queue: JobQueue<ExactJob, NotedCorpus>;
  #announcedPages = 0;
  #threads = 0;

  constructor(plan: RunPlan) {
    this.#plan = plan;
    this.#queue = new LocalQueue(new ExactExecutor(plan));
  }

  /** Number of worker threads; 0 while all work is done on this thread. */
  get threads(): number {
    return this.#threads;
  }

  /** Announces work, and starts the worker threads once it is worth it. All earlier jobs must have ended. */
  async announce(replayedPages: number): Promise<void> {
    this.#announcedPages += replayedPages;
    if (this.#plan.jobs === 1 || this.#threads > 0 || this.#announcedPages < WORTH_THREADS) return;
    const plain = await plainPlan(this.#plan);
    this.#threads = this.#plan.jobs;
    this.#queue = new JobPool(THREAD, this.#threads, plain);
  }

  /** Makes a corpus known, for the jobs of its cells. */
  open(name: string, surveyed: SurveyedCorpus): void {
    const shared = this.#threads === 0 ? surveyed : inSharedMemory(surveyed);
    this.#queue.note({ name, surveyed: shared });
  }

  /** Forgets a corpus once all jobs of its cells have ended. */
  close(name: string): void {
    this.#queue.note({ name, surveyed: null });
  }

  lengths(job: Omit<LengthsJob, 'kind'>): Promise<CompressedLengths> {
    return this.#run({ kind: 'lengths', ...job });
  }

  oracle({ corpus, key }: CellPlan, arrivals: ArrivalsJob): Promise<OracleFacts> {
    return this.#run({ kind: 'oracle', corpus, key, ...arrivals });
  }

  cell(
    { corpus, key }: CellPlan,
    arrivals: ArrivalsJob,
    oracle: OracleFacts | null,
  ): Promise<ModelExact> {
    return this.#run({ kind: 'cell', corpus, key, ...arrivals, oracle });
  }

  /** Ends the threads, also where jobs are left. */
  async end(): Promise<void> {
    await this.#queue.end();
  }

  async #run<Result>(job: ExactJob): Promise<Result> {
    return (await this.#queue.run(job)) as Result;
  }
}
