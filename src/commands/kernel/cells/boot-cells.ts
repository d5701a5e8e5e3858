import { bootGuest } from '../../../guest/boot-guest.js';
import { guestFailure } from '../../../guest/guest-failure.js';
import type { OpenedKernel } from '../../../guest/kernel/kernel.js';
import type { KernelHost } from '../../../guest/kernel-host.js';
import type { GuestResults } from '../../../guest/results.js';
import type { RunObserver } from '../../../measure/corpus-run.js';
import type { GuestCommandOptions } from '../guest-options.js';
import { guestCellPlan, type KernelCell, type KernelCorpus } from './kernel-cell.js';
import { guestCorpusOf } from './kernel-corpora.js';

/** The virtual machine of some cells. */
export interface GuestMachine {
  readonly options: Pick<GuestCommandOptions, 'memory' | 'cpus' | 'timeLimit'>;
  readonly nodes: number;
}

/** CPUs that a machine has without --cpus, at most. */
const MOST_CPUS = 4;

/** CPUs of the virtual machine: as given, or one per task. */
export function machineCpus(
  given: number | undefined,
  nodes: number,
  tasks: readonly number[],
): number {
  return given ?? Math.max(nodes, Math.min(MOST_CPUS, Math.max(1, ...tasks)));
}

/** Runs all cells in one boot of a virtual machine. Throws a `Failure` for a cell that the kernel cannot carry out. */
export function bootCells(
  kernel: OpenedKernel,
  cells: readonly KernelCell[],
  machine: GuestMachine,
  observer: RunObserver,
): Promise<GuestResults> {
  return runCells(virtualHost(kernel, machine), cells, observer);
}

/** A kernel that is booted for a plan. */
export function virtualHost(
  kernel: OpenedKernel,
  { options: { memory, cpus, timeLimit }, nodes }: GuestMachine,
): KernelHost {
  return {
    release: kernel.release,
    carryOut: ({ corpora, cells }, observer) => {
      const tasks = cells.map((cell) => cell.tasks);
      return bootGuest(
        kernel,
        { corpora, cells },
        {
          memoryBytes: memory,
          cpus: machineCpus(cpus, nodes, tasks),
          nodes,
          timeLimitMs: timeLimit * 1000,
          observer,
        },
      );
    },
  };
}

/** Runs all cells in a kernel. Throws a `Failure` for a cell that it cannot carry out. */
export async function runCells(
  host: KernelHost,
  cells: readonly KernelCell[],
  observer: RunObserver,
): Promise<GuestResults> {
  const corpora: KernelCorpus[] = [...new Set(cells.map(({ corpus }) => corpus))];
  const plan = {
    corpora: corpora.map(guestCorpusOf),
    cells: cells.map((cell) => guestCellPlan(cell, corpora)),
  };
  observer.progress(`${host.release}: starting`);
  observer.begin?.({ units: cells.length });
  const results = await host.carryOut(plan, {
    cellBegins: (cell) => {
      observer.progress(`${host.release}: cell ${cell + 1} of ${cells.length}`, {
        units: Math.min(1, cell),
      });
    },
  });
  refuseErrors(host, cells, results);
  return results;
}

function refuseErrors(
  { release }: KernelHost,
  cells: readonly KernelCell[],
  results: GuestResults,
): void {
  for (const [index, { errors }] of results.cells.entries()) {
    const [error] = errors;
    if (error === undefined) continue;
    const { corpus, compressor, folioPages } = cells[index];
    throw guestFailure({
      subject: `kernel ${release}, ${corpus.corpus.name} with ${compressor} and folios of ${folioPages * 4}K`,
      expected: 'a cell that can be run',
      found: `${error.step}: ${error.text}`,
      remedy: `see what the kernel has with zswap-bench kernel probe, or leave the cell out`,
    });
  }
}
