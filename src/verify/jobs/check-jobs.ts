import type { NamedStrategy } from '../../strategy/resolve.js';
import { JobPool } from '../../workers/job-pool.js';
import type { JobQueue } from '../../workers/job-queue.js';
import { LocalQueue } from '../../workers/local-queue.js';
import { type CheckFinding, joinedRanges, type StrategyCheck } from '../check.js';
import { CheckCases, type CheckedRange, type CheckOptions } from '../check-cases.js';
import { CheckExecutor } from './check-executor.js';
import type { CheckedSubject, CheckJob, NotedLengths } from './check-job.js';

const THREAD = new URL('./check-thread.js', import.meta.url);

/** Pages to store from which on threads save more time than they take to start: about 0.2 s of one thread. */
const WORTH_THREADS = 80_000;

/** Strategies to check. */
export interface CheckJobsInput {
  readonly options: CheckOptions;
  /** Strategies, each with its argument on the command line. */
  readonly strategies: readonly (NamedStrategy & { readonly asked: string })[];
  /** Presets for strategies without their own. */
  readonly kernels: readonly string[];
  readonly corpora: number;
  readonly jobs: number;
}

/** Checks strategies on this thread, or on worker threads if there is enough to check. Results do not depend on it. */
export class CheckJobs {
  readonly #cases: CheckCases;
  readonly #queue: JobQueue<CheckJob, NotedLengths>;

  constructor({ options, strategies, kernels, corpora, jobs }: CheckJobsInput) {
    this.#cases = new CheckCases(options);
    const pages = this.#cases.planned.pages * strategies.length * corpora;
    if (jobs > 1 && (options.exhaustive || pages >= WORTH_THREADS)) {
      const asked = strategies.map((strategy) => strategy.asked);
      this.#queue = new JobPool(THREAD, jobs, { options, strategies: asked, kernels });
    } else {
      this.#queue = new LocalQueue(new CheckExecutor(this.#cases, strategies, kernels));
    }
  }

  /** Makes the lengths of a corpus known, for the checks that follow. */
  open(corpus: string, lengths: Uint16Array): void {
    const shared = new Uint16Array(new SharedArrayBuffer(lengths.byteLength));
    shared.set(lengths);
    this.#queue.note({ corpus, lengths: shared });
  }

  /** Number of jobs of each {@link check}. */
  get jobsPerCheck(): number {
    return this.#cases.ranges().length + 1;
  }

  /** Checks one strategy with the lengths of one corpus. `jobEnded` is called after each job. */
  async check(subject: CheckedSubject, jobEnded: () => void): Promise<StrategyCheck> {
    const ranges = this.#cases.ranges().map(async (range) => {
      const checked = await this.#queue.run({ kind: 'cases', ...subject, range });
      jobEnded();
      return checked;
    });
    const { counts, collected, reached } = joinedRanges(
      (await Promise.all(ranges)) as CheckedRange[],
    );
    // It overtakes the cases of other strategies, so that no thread is left with it at the end.
    const findings = await this.#queue.run({ kind: 'findings', ...subject, collected }, true);
    jobEnded();
    return {
      ...counts,
      drifts: [...collected.drifts.values()],
      findings: findings as CheckFinding[],
      reached,
    };
  }

  /** Ends the threads, also where jobs are left. */
  async end(): Promise<void> {
    await this.#queue.end();
  }
}
