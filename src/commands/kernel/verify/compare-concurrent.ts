import type { GuestCell, GuestKernel } from '../../../guest/results.js';
import { describeKernelCell } from '../cells/describe-cell.js';
import type { KernelCell } from '../cells/kernel-cell.js';
import type { VerifiedFigure } from './document.js';
import { figureInRange } from './figure.js';
import { type CellInModel, type Course, type ModelRun, runInModel, storeNs } from './model-cell.js';

const SEEDS = 20;

/** Stores over which arrivals are spread at most: from about two on, tasks store one after another as often as together. */
const MOST_SPREAD_STORES = 2;

/**
 * The courses of a cell of several tasks, 20 for each number of CPUs up to the machine's: a host that is busy lets some
 * of the virtual CPUs run at a time. From seed to seed arrivals are spread further, since a kernel's tasks do not start in step.
 */
export function coursesOf(cell: KernelCell, cpus: number): Course[] {
  const mostNs = MOST_SPREAD_STORES * storeNs(cell);
  return Array.from({ length: cpus }, (_, below) =>
    Array.from({ length: SEEDS }, (__, index) => ({
      seed: index + 1,
      cpus: below + 1,
      spreadNs: (mostNs * index) / (SEEDS - 1),
    })),
  ).flat();
}

/** Figures of a cell of several tasks: the kernel's single reading beside the range of the model's runs. */
export async function compareConcurrent(
  inModel: CellInModel,
  guest: GuestCell,
  guestKernel: GuestKernel,
): Promise<VerifiedFigure[]> {
  const { cell } = inModel;
  const runs: ConcurrentFigures[] = [];
  for (const course of coursesOf(cell, guestKernel.cpus)) {
    runs.push(figuresInModel(cell, await runInModel(inModel, course)));
  }
  const kernel = figuresInKernel(cell, guest, guestKernel);
  return Object.entries(kernel).map(([figure, value]) =>
    figureInRange(
      figure,
      value,
      runs.map((run) => run[figure] ?? 0),
    ),
  );
}

/** By the name of the figure. */
type ConcurrentFigures = Readonly<Record<string, number>>;

function figuresInKernel(
  cell: KernelCell,
  guest: GuestCell,
  kernel: GuestKernel,
): ConcurrentFigures {
  const { pool } = describeKernelCell(cell, guest, kernel);
  const { tasks } = cell.parameters;
  const folios = guest.verdicts.reduce((sum, run) => sum + run.folios, 0);
  const sizes = guest.rounds.map((_, round) => Math.min(tasks, folios - round * tasks));
  return {
    'overshoot in pages': pool.overshootPages,
    ...(cell.scenario === 'edge' ? roundFigures(guest.rounds, sizes) : {}),
  };
}

function figuresInModel(
  { scenario, parameters: { tasks } }: KernelCell,
  { stores, exact }: ModelRun,
): ConcurrentFigures {
  // All stores of a round end before one of the next.
  const rounds: number[] = [];
  const sizes: number[] = [];
  for (let at = 0; at < stores.length; at += tasks) {
    const round = stores.slice(at, at + tasks);
    sizes.push(round.length);
    rounds.push(round.filter(({ refused }) => refused === null).length);
  }
  const peakPages = stores.reduce((peak, { poolPages }) => Math.max(peak, poolPages), 0);
  const overshootPages = Math.max(0, peakPages - exact.pool.limitPages);
  return {
    // The guest reads the pool after a store: pages that a failing store takes back are not in its peak.
    'overshoot in pages': overshootPages,
    ...(scenario === 'edge' ? roundFigures(rounds, sizes) : {}),
  };
}

/** Rounds by how many of their stores proceeded. */
function roundFigures(stored: readonly number[], sizes: readonly number[]): ConcurrentFigures {
  const rounds = stored.map((count, round) => ({ none: count === 0, all: count === sizes[round] }));
  return {
    'rounds: none proceeds': rounds.filter(({ none }) => none).length,
    'rounds: some proceed': rounds.filter(({ none, all }) => !none && !all).length,
    'rounds: all proceed': rounds.filter(({ none, all }) => !none && all).length,
  };
}
