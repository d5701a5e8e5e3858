import { Random } from '../../common/random.js';
import type { Folio } from '../../model/folio/folio.js';
import { FolioQueue } from '../../model/folio/folio-queue.js';
import { LocalHeap } from '../../model/heap/heap.js';
import { ShrinkWorker } from '../../model/zswap/shrink-memcg.js';
import type { StepHooks } from '../../model/zswap/step-hooks.js';
import { Zswap } from '../../model/zswap/zswap.js';
import type { ModelExact } from '../../result/document.js';
import { Arrivals, type Outcome } from '../../simulation/arrivals.js';
import { Edge } from '../../simulation/edge.js';
import { Fill } from '../../simulation/fill.js';
import { memcgLevels } from '../../simulation/memcg-levels.js';
import { ONE_NODE } from '../../simulation/numa.js';
import { Preload } from '../../simulation/preload.js';
import { RandomFailures } from '../../simulation/random-failures.js';
import type { Scenario } from '../../simulation/scenario.js';
import { WithShrinkWorker } from '../../simulation/shrink-worker.js';
import { Steady } from '../../simulation/steady.js';
import { StoreStatistics } from '../../simulation/store-statistics.js';
import { Timeline } from '../../simulation/timeline.js';
import { VirtualCpus, type Work } from '../../simulation/virtual-cpus.js';
import type { StoreOutcome } from '../../strategy/store-outcome.js';
import { EventCounts } from '../../verify/expected/event-counts.js';
import { type CellPlan, costsOf } from '../cell.js';
import type { CompressedLengths } from '../survey/length-collector.js';
import { describeExact } from './describe-exact.js';
import type { ExactInput } from './exact-input.js';
import { initialEntries } from './initial-entries.js';
import { ReplayedPages } from './replayed-pages.js';
import { addStartingFill } from './starting-fill.js';

// Virtual steps between two turns of the event loop, so that a signal is handled within about ten milliseconds.
const SLICE_STEPS = 100_000;

// Preloaded folios between two turns.
const SLICE_FOLIOS = 10_000;

/** Runs the exact part of a cell: stores the offer on virtual CPUs, with the compressed lengths of the survey. */
export async function runExact(cell: CellPlan, input: ExactInput): Promise<ModelExact> {
  const { folioPages } = cell;
  const { tasks, cpus } = cell.parameters;
  const { numa = ONE_NODE, startPage = 0, fillPages = 0 } = input;
  const hooks = hooksOf(input);
  const compressed = input.survey.compressed.get(cell.codec.name) as CompressedLengths;
  const eventCounts = new EventCounts(cell.kernel.preset.keepsIncompressible);
  const zswap = new Zswap({
    ...input.limits,
    nodes: numa.nodes,
    kernel: cell.kernel.preset,
    pages: new ReplayedPages(compressed.lengths),
    overflow: cell.compressor.overflow,
    costs: costsOf(cell),
    memory: null,
    heap: new LocalHeap(initialEntries(input.offerPages, input.storedAtLimit)),
    events: eventCounts,
    ...(hooks === undefined ? {} : { hooks }),
  });
  addStartingFill(zswap.pool, fillPages);
  const queue = new FolioQueue(input.survey, { ...input, folioPages });
  const statistics = new StoreStatistics(zswap, tasks);
  const timeline = new Timeline(memcgLevels(zswap));
  const arrivals = new Arrivals({
    zswap,
    strategy: cell.strategy,
    queue,
    statistics,
    timeline,
    numa,
    replay: input.preload === 'replay' || hooks !== undefined,
  });
  // The seed does not depend on the strategy: all strategies get the same arrivals.
  const seed = [input.seed, cell.corpus, cell.compressor.name, folioPages];
  const { zero } = input.survey;
  const edge = new Edge(arrivals, { zswap, statistics, tasks, folioPages, zero, startPage });
  const steady = new Steady(arrivals, zswap, new Random('steady', ...seed));
  const scenarios: Record<Scenario, Work<Outcome>> = { fill: new Fill(arrivals), edge, steady };
  const worker = new ShrinkWorker(zswap);
  const scenario = scenarios[input.scenario];
  const work = input.shrinkWorker ? new WithShrinkWorker(scenario, zswap, worker, tasks) : scenario;
  const shape = { foreground: tasks, background: 1, cpus: cpus === 0 ? tasks : cpus };
  if (input.preload !== undefined) {
    const preload = new Preload(arrivals, zswap, { tasks, cpus: shape.cpus, folioPages });
    const ended = (folio: Folio, outcome: StoreOutcome) => steady.arrived(folio, outcome);
    while (preload.run(SLICE_FOLIOS, ended)) await new Promise(setImmediate);
    statistics.pages.preloaded = statistics.pages.offered;
  }
  const engine = new VirtualCpus(shape, new Random(...seed), work);
  if (input.scenario !== 'edge') statistics.roundBegins(0);
  while (engine.run(SLICE_STEPS)) await new Promise(setImmediate);
  edge.end();
  return describeExact({
    cell,
    zswap,
    statistics,
    timeline,
    eventCounts,
    worker,
    input,
    compressed,
  });
}

function hooksOf({ failRate = null, seed, hooks }: ExactInput): StepHooks | undefined {
  return failRate === null ? hooks : new RandomFailures(failRate, seed, hooks);
}
