import { KERNELS, type Kernel } from '../../model/zswap/kernel-presets.js';
import type { NamedStrategy } from '../../strategy/resolve.js';
import type { JobExecutor } from '../../workers/job-queue.js';
import type { Subject } from '../case-setup.js';
import { type CheckFinding, smallestCases } from '../check.js';
import type { CheckCases, CheckedRange } from '../check-cases.js';
import type { CheckedSubject, CheckJob, NotedLengths } from './check-job.js';

/** Executes the jobs of a check. The result of a job depends only on the job, the plan and the corpus. */
export class CheckExecutor implements JobExecutor<CheckJob, NotedLengths> {
  readonly #cases: CheckCases;
  readonly #strategies: readonly NamedStrategy[];
  readonly #kernels: readonly string[];
  readonly #lengths = new Map<string, Uint16Array>();

  /** @param kernels presets for strategies without their own; the first is that of cases that name none */
  constructor(cases: CheckCases, strategies: readonly NamedStrategy[], kernels: readonly string[]) {
    this.#cases = cases;
    this.#strategies = strategies;
    this.#kernels = kernels;
  }

  note({ corpus, lengths }: NotedLengths): void {
    this.#lengths.set(corpus, lengths);
  }

  execute(job: CheckJob): Promise<CheckedRange> | readonly CheckFinding[] {
    const subject = this.#subject(job);
    if (job.kind === 'cases') return this.#cases.check(subject, job.range);
    return smallestCases(subject, job.collected);
  }

  #subject({ strategy: number, corpus }: CheckedSubject): Subject {
    const { name, strategy } = this.#strategies[number];
    return {
      name,
      strategy,
      kernel: KERNELS.get(strategy.kernel ?? this.#kernels[0]) as Kernel,
      kernels: strategy.kernel === undefined && this.#kernels.length > 1 ? this.#kernels : [],
      lengths: this.#lengths.get(corpus) as Uint16Array,
    };
  }
}
