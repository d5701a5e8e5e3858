import { chooseCompressor } from '../../compressor/compressors.js';
import type { ModelExact } from '../../result/document.js';
import type { JobExecutor } from '../../workers/job-queue.js';
import { type CellPlan, cellsOf, type RunPlan } from '../cell.js';
import { runExact } from '../exact/exact.js';
import { type OracleFacts, runOracle } from '../exact/run-oracle.js';
import { type CompressedLengths, LengthCollector } from '../survey/length-collector.js';
import { type ExactRun, exactInput } from '../surveyed-corpus.js';
import type { ExactJob, LengthsJob, NotedCorpus } from './exact-job.js';

/** Compiled code of compressors, by name. */
export type CompressorModules = ReadonlyMap<string, WebAssembly.Module | undefined>;

interface KnownCorpus {
  readonly run: ExactRun;
  readonly cells: ReadonlyMap<string, CellPlan>;
}

/** Executes exact work. The result of a job depends only on the job, the plan and the corpus. */
export class ExactExecutor implements JobExecutor<ExactJob, NotedCorpus> {
  readonly #plan: RunPlan;
  readonly #modules: CompressorModules;
  readonly #corpora = new Map<string, KnownCorpus>();
  readonly #collectors = new Map<string, LengthCollector>();

  constructor(plan: RunPlan, modules: CompressorModules = new Map()) {
    this.#plan = plan;
    this.#modules = modules;
  }

  note({ name, surveyed }: NotedCorpus): void {
    if (surveyed === null) {
      this.#corpora.delete(name);
      return;
    }
    const cells = new Map(cellsOf(this.#plan, name).map((cell) => [cell.key, cell]));
    this.#corpora.set(name, { run: { ...surveyed, plan: this.#plan }, cells });
  }

  execute(job: ExactJob): Promise<CompressedLengths | OracleFacts | ModelExact> {
    if (job.kind === 'lengths') return this.#lengths(job);
    const { run, cells } = this.#corpora.get(job.corpus) as KnownCorpus;
    const cell = cells.get(job.key) as CellPlan;
    const { offer, repetition, scenario } = job;
    const input = { ...exactInput(run, cell, offer), scenario, ...repetition };
    return job.kind === 'oracle'
      ? runOracle(cell, input)
      : runExact(cell, { ...input, oracle: job.oracle });
  }

  async #lengths({ compressor, bytes, zero }: LengthsJob): Promise<CompressedLengths> {
    const collector = this.#collectors.get(compressor) ?? (await this.#newCollector(compressor));
    this.#collectors.set(compressor, collector);
    collector.add(bytes, zero);
    return collector.result();
  }

  async #newCollector(name: string): Promise<LengthCollector> {
    const compressor = await chooseCompressor(name).create(this.#modules.get(name));
    return new LengthCollector(compressor, this.#plan.verify);
  }
}
