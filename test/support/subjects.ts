import type { Folio } from '../../src/model/folio/folio.js';
import { KERNELS, type Kernel } from '../../src/model/zswap/kernel-presets.js';
import { resolveStrategy } from '../../src/strategy/resolve.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { type Script, WatchedZswap } from './watched-zswap.js';

/** A strategy under test. */
export interface Subject {
  readonly name: string;
  readonly strategy: Strategy;
  /** The kernel that it always runs on, if it does. */
  readonly kernel: Kernel | undefined;
  /** Pages of the largest folio that it takes. */
  readonly largest: number;
}

// Linux 6.12 takes single pages only; its own test file says what becomes of others.
const TAKES_SINGLE_PAGES = 'mainline-6.12';

/** Every registered strategy, and one whose every failure is split. */
export async function subjects(): Promise<Subject[]> {
  const split = await resolveStrategy('split:incremental');
  const named = [...STRATEGIES].map(([name, strategy]) => ({ name, strategy }));
  return [...named, split].map(({ name, strategy }) => ({
    name,
    strategy,
    kernel: strategy.kernel === undefined ? undefined : KERNELS.get(strategy.kernel),
    largest: name === TAKES_SINGLE_PAGES ? 1 : 512,
  }));
}

/** A zswap on the subject's own kernel, if it has one. */
export function zswapFor({ kernel }: Subject, script: Script): WatchedZswap {
  return new WatchedZswap({ ...script, kernel });
}

/** A folio as the subject takes it: whole, or its pages one by one. */
export function piecesOf({ largest }: Subject, folio: Folio): Folio[] {
  if (folio.pageCount <= largest) return [folio];
  return Array.from({ length: folio.pageCount }, (_, i) => ({
    ...folio,
    slot: folio.slot + i,
    page: folio.page + i,
    pageCount: 1,
  }));
}
