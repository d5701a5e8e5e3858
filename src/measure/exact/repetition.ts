import { Random } from '../../common/random.js';
import type { Scenario } from '../../simulation/scenario.js';

/** Conditions of one repetition of an exact part. Repetition 0 has the given seed, and starts at page 0 with an empty pool. */
export interface Repetition {
  /** From 0. */
  readonly index: number;
  /** Seed of the virtual schedule. */
  readonly seed: number;
  /** Page of the corpus at which arrivals begin. */
  readonly startPage: number;
  /** Pool pages that are allocated before the run begins. */
  readonly fillPages: number;
}

/** Facts that the repetitions of a cell depend on; the strategy is not among them. */
export interface RepetitionFacts {
  readonly count: number;
  readonly seed: number;
  readonly corpus: string;
  readonly corpusPages: number;
  /** Pool limit. */
  readonly limitPages: number;
  readonly scenario: Scenario;
}

/** Maximum starting fill in per cent of the pool limit. */
const MAX_FILL_PERCENT = 2;

/**
 * Returns the repetitions of a cell. Start pages are spread over the corpus: one in each of `count` equal parts, at a random
 * place in its part. In scenario `edge` the pool starts empty, because fillers bring it to the limit.
 */
export function repetitionsOf(facts: RepetitionFacts): Repetition[] {
  return Array.from({ length: facts.count }, (_, index) => repetitionAt(index, facts));
}

function repetitionAt(index: number, facts: RepetitionFacts): Repetition {
  const { count, seed, corpus, corpusPages, limitPages, scenario } = facts;
  if (index === 0) return { index, seed, startPage: 0, fillPages: 0 };
  const random = new Random('repetition', seed, corpus, index);
  const own = random.uint32();
  const startPage = Math.floor(((index + share(random)) * corpusPages) / count);
  const fill = (share(random) * limitPages * MAX_FILL_PERCENT) / 100;
  return { index, seed: own, startPage, fillPages: scenario === 'edge' ? 0 : Math.floor(fill) };
}

/** Returns a random share, at least 0 and below 1. */
function share(random: Random): number {
  return random.uint32() / 0x1_0000_0000;
}
