import { FolioQueue } from '../../src/model/folio/folio-queue.js';
import { Arrivals, type Outcome } from '../../src/simulation/arrivals.js';
import { StoreStatistics } from '../../src/simulation/store-statistics.js';
import { Timeline } from '../../src/simulation/timeline.js';
import { VirtualCpus, type Work } from '../../src/simulation/virtual-cpus.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { type BareOptions, bareZswap } from './bare-zswap.js';
import { zeroRandom } from './zero-random.js';

export interface ScenarioOptions extends BareOptions {
  readonly strategy: string | Strategy;
  readonly lengths: readonly number[];
  readonly zeroPages?: readonly number[];
  /** Folios are dense. */
  readonly folioPages: number;
  readonly offerPages: number;
  readonly tasks: number;
}

/** Creates the zswap, statistics, timeline and arrivals of a scenario. */
export function setUpScenario(options: ScenarioOptions) {
  const { strategy, lengths, folioPages, offerPages, tasks } = options;
  const zswap = bareZswap(options);
  const zero = new Uint8Array(lengths.length);
  for (const page of options.zeroPages ?? []) zero[page] = 1;
  const runs = [{ pfn: 0, pages: lengths.length }];
  const queue = new FolioQueue({ runs, zero }, { grouping: 'dense', folioPages, offerPages });
  const statistics = new StoreStatistics(zswap, tasks);
  const timeline = new Timeline();
  const resolved = typeof strategy === 'string' ? (STRATEGIES.get(strategy) as Strategy) : strategy;
  const arrivals = new Arrivals({ zswap, strategy: resolved, queue, statistics, timeline });
  return { zswap, statistics, timeline, arrivals };
}

/** Runs a scenario to its end: no step is lengthened, and of tasks due at once the lowest goes first. */
export function runPlainly(tasks: number, work: Work<Outcome>): void {
  const cpus = new VirtualCpus(
    { foreground: tasks, background: 0, cpus: tasks },
    zeroRandom(),
    work,
  );
  while (cpus.run(1000));
}
