import { Random } from '../../common/random.js';
import { FolioQueue } from '../../model/folio/folio-queue.js';
import { LocalHeap } from '../../model/shared/heap.js';
import { ShrinkWorker } from '../../model/zswap/shrink-memcg.js';
import { stepCosts } from '../../model/zswap/step-costs.js';
import { Zswap } from '../../model/zswap/zswap.js';
import type { ModelExact } from '../../result/document.js';
import { Arrivals, type Outcome } from '../../simulation/arrivals.js';
import { Edge } from '../../simulation/edge.js';
import { Fill } from '../../simulation/fill.js';
import type { Scenario } from '../../simulation/scenario.js';
import { WithShrinkWorker } from '../../simulation/shrink-worker.js';
import { Steady } from '../../simulation/steady.js';
import { StoreTally } from '../../simulation/store-outcomes.js';
import { Timeline } from '../../simulation/timeline.js';
import { VirtualCpus, type Work } from '../../simulation/virtual-cpus.js';
import { Ledger } from '../../verify/expected/ledger.js';
import type { CellPlan } from '../cell.js';
import type { CompressedLengths } from '../survey/length-learner.js';
import { describeExact } from './describe-exact.js';
import type { ExactInput } from './exact-input.js';
import { ReplayedPages } from './replayed-pages.js';

// Steps between two looks at the event loop, so that a signal is heard within some ten milliseconds.
const SLICE_STEPS = 100_000;

// Growing columns takes time, and room that is not used costs none: the system gives a page when it is touched.
const MOST_ENTRIES_AT_FIRST = 1 << 16;

/** The exact part of a cell: the offer on virtual CPUs, with the lengths that the survey learned. */
export async function runExact(cell: CellPlan, input: ExactInput): Promise<ModelExact> {
  const { tasks } = cell.parameters;
  const compressed = input.survey.compressed.get(cell.codec.name) as CompressedLengths;
  const ledger = new Ledger();
  const zswap = new Zswap({
    ...input.limits,
    kernel: cell.kernel.preset,
    pages: new ReplayedPages(compressed.lengths),
    overflow: cell.compressor.overflow,
    costs: stepCosts(cell.compressor.cost),
    memory: null,
    heap: new LocalHeap(Math.min(input.offerPages, MOST_ENTRIES_AT_FIRST)),
    events: ledger,
    ...(input.faults === undefined ? {} : { faults: input.faults }),
  });
  const queue = new FolioQueue(input.survey, { ...input, folioPages: cell.folioPages });
  const tally = new StoreTally(zswap, tasks);
  const timeline = new Timeline();
  const arrivals = new Arrivals(zswap, cell.strategy, queue, tally, timeline);
  // Not of the strategy: all strategies see the same arrivals.
  const seed = [input.seed, cell.corpus, cell.compressor.name, cell.folioPages];
  const edge = new Edge(arrivals, { zswap, tally, tasks, folioPages: cell.folioPages });
  const scenarios: Record<Scenario, Work<Outcome>> = {
    fill: new Fill(arrivals),
    edge,
    steady: new Steady(arrivals, zswap, new Random('steady', ...seed)),
  };
  const worker = new ShrinkWorker(zswap);
  const scenario = scenarios[input.scenario];
  const work = input.shrinkWorker ? new WithShrinkWorker(scenario, zswap, worker, tasks) : scenario;
  const cpus = new VirtualCpus(tasks, 1, new Random(...seed), work);
  if (input.scenario !== 'edge') tally.roundBegins(0);
  while (cpus.run(SLICE_STEPS)) await new Promise(setImmediate);
  edge.end();
  return describeExact({ cell, zswap, tally, timeline, ledger, worker, input, compressed });
}
