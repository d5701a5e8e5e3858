import { Random } from '../common/random.js';
import type { Folio } from '../model/folio/folio.js';
import type { StepHooks, StepPoint } from '../model/zswap/step-hooks.js';
import type { FailRate } from '../result/option-values.js';

/**
 * Random allocation failures. Each folio has its own sequence, which depends on the seed and its swap slots: the same
 * allocations of a folio fail under every strategy and schedule.
 */
export class RandomFailures implements StepHooks {
  readonly #rate: FailRate;
  readonly #seed: number;
  readonly #next: StepHooks | undefined;
  readonly #sequences = new WeakMap<Folio, Random>();

  /** @param next hooks that are called as well */
  constructor(rate: FailRate, seed: number, next?: StepHooks) {
    this.#rate = rate;
    this.#seed = seed;
    this.#next = next;
  }

  at(point: StepPoint, folio: Folio): boolean {
    const failed = this.#next?.at(point, folio) ?? false;
    return (point === this.#rate.point && this.#drawn(folio)) || failed;
  }

  #drawn(folio: Folio): boolean {
    const { point, percent } = this.#rate;
    const { slot, pageCount } = folio;
    const sequence =
      this.#sequences.get(folio) ?? new Random('fail-rate', this.#seed, point, slot, pageCount);
    this.#sequences.set(folio, sequence);
    return sequence.uint32() < (percent / 100) * 0x1_0000_0000;
  }
}
