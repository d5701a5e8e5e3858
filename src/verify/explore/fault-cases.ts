import { Random } from '../../common/random.js';
import { FOLIO_PAGES } from '../../model/folio/folio.js';
import { STEP_POINTS } from '../../model/zswap/step-hooks.js';
import { type CheckCase, type Fault, NO_LIMITS } from '../check-case.js';

/** Up to this size every page index is tried. */
const EXHAUSTIVE_PAGES = 16;
const SEEDED_INDICES = 16;
/** Kernel presets take turns from case to case; writeback after each turn. */
const KERNEL_BITS = 3;
/** Size of the stores in which two faults meet. */
const PAIR_PAGES = 4;

/** Every fault point at every page index of one store: with older entries at its slots and writeback, and with neither. */
export function* singleFaults(folioPages: readonly number[], seed: number): Generator<CheckCase> {
  for (const pageCount of folioPages) {
    for (const older of [false, true]) {
      yield oneStore(pageCount, older, []);
      for (const point of STEP_POINTS) {
        for (const occurrence of indices(pageCount, seed)) {
          yield oneStore(pageCount, older, [{ task: 0, point, occurrence }]);
        }
      }
    }
  }
}

/** Every pair of faults in two concurrent stores of up to four pages, with and without writeback by turns. */
export function* faultPairs(): Generator<CheckCase> {
  let number = 0;
  const sizes = FOLIO_PAGES.filter((pages) => pages <= PAIR_PAGES);
  for (const first of sizes) {
    for (const second of sizes) {
      for (const one of faultsOf(0, first)) {
        for (const other of faultsOf(1, second)) {
          yield {
            tasks: [
              { kind: 'store', pageCount: first, page: 0, older: true, memcg: 0 },
              { kind: 'store', pageCount: second, page: PAIR_PAGES, older: false, memcg: 1 },
            ],
            faults: [one, other],
            ...NO_LIMITS,
            ...((number++ >> KERNEL_BITS) % 2 === 0 ? {} : { writeback: false }),
          };
        }
      }
    }
  }
}

function faultsOf(task: number, pageCount: number): Fault[] {
  return STEP_POINTS.flatMap((point) =>
    Array.from({ length: pageCount }, (_, occurrence) => ({ task, point, occurrence })),
  );
}

function oneStore(pageCount: number, older: boolean, faults: readonly Fault[]): CheckCase {
  return {
    tasks: [{ kind: 'store', pageCount, page: 0, older, memcg: 0 }],
    faults,
    ...NO_LIMITS,
    // Without writeback an incompressible page refuses its folio on every kernel.
    ...(older ? {} : { writeback: false }),
  };
}

/** All page indices of a small folio; of a large one first, last, powers of two and some seeded ones. */
function indices(pageCount: number, seed: number): number[] {
  const all = Array.from({ length: pageCount }, (_, index) => index);
  if (pageCount <= EXHAUSTIVE_PAGES) return all;
  const random = new Random('fault indices', seed, pageCount);
  const chosen = all.filter((index) => index === pageCount - 1 || (index & (index - 1)) === 0);
  for (let i = 0; i < SEEDED_INDICES; i++) chosen.push(random.below(pageCount));
  return [...new Set(chosen)].sort((a, b) => a - b);
}
