import { PAGE_SIZE } from '../../../common/page.js';
import { COMPRESS_BOUND } from '../../../compressor/compressor.js';
import { choiceForKernel, chooseCompressor } from '../../../compressor/compressors.js';
import { KERNELS, type Kernel } from '../../../model/zswap/kernel-presets.js';
import { presetOfRelease } from '../../../model/zswap/kernel-releases.js';
import { STRATEGIES } from '../../../strategy/strategies.js';
import type { Strategy } from '../../../strategy/strategy.js';
import { runCase } from '../../../verify/case-runner.js';
import type { Subject } from '../../../verify/case-setup.js';
import type { CheckCase } from '../../../verify/check-case.js';
import { singleFaults } from '../../../verify/explore/fault-cases.js';
import { SEQUENTIAL } from '../../../verify/explore/schedulers.js';
import type { Setting } from './case.js';
import type { ModelVerdict } from './document.js';

/** Seed of the page indices that are tried in large folios. */
const SEED = 1;

/**
 * The model's check of the same folio size and circumstances: every step of its mainline strategy made to fail in turn. Null
 * where the model has no such case: with writeback off, or for a release that no preset covers.
 *
 * @param pages content of the folio
 */
export async function modelVerdict(
  release: string,
  { folioPages, compressor, conditions }: Setting,
  pages: Uint8Array,
): Promise<ModelVerdict | null> {
  const preset = presetOfRelease(release);
  if (preset === null || conditions.includes('writeback-off')) return null;
  const strategy = `mainline-${preset}`;
  const subject: Subject = {
    name: strategy,
    strategy: STRATEGIES.get(strategy) as Strategy,
    kernel: KERNELS.get(preset) as Kernel,
    lengths: await lengthsOf(pages, compressor, preset),
  };
  const drifts = new Map<string, { lowest: number; highest: number }>();
  let cases = 0;
  for (const plan of singleFaults([folioPages], SEED)) {
    const same = inCircumstances(plan, folioPages, conditions);
    if (same === null) continue;
    cases++;
    for (const { subject: counter, off } of runCase(subject, same, SEQUENTIAL).violations) {
      const { lowest, highest } = drifts.get(counter) ?? { lowest: off, highest: off };
      drifts.set(counter, { lowest: Math.min(lowest, off), highest: Math.max(highest, off) });
    }
  }
  return {
    strategy,
    cases,
    verdict: drifts.size === 0 ? 'exact' : 'drift',
    drifts: [...drifts].map(([counter, range]) => ({ counter, ...range })),
  };
}

/** A case of one store under the conditions, or null if they have not got it. */
function inCircumstances(
  plan: CheckCase,
  folioPages: number,
  conditions: Setting['conditions'],
): CheckCase | null {
  const [store] = plan.tasks;
  if (store.kind !== 'store' || store.older !== conditions.includes('older')) return null;
  const noise = { task: 0, point: 'incompressible', occurrence: folioPages >> 1 } as const;
  return {
    ...plan,
    faults: conditions.includes('incompressible') ? [noise, ...plan.faults] : plan.faults,
    memcgRoomPages: conditions.includes('memcg-limit') ? 0 : null,
  };
}

async function lengthsOf(
  pages: Uint8Array,
  compressor: string,
  preset: string,
): Promise<Uint16Array> {
  const codec = await choiceForKernel(chooseCompressor(compressor), preset).create();
  const target = new Uint8Array(COMPRESS_BOUND);
  return Uint16Array.from({ length: pages.length / PAGE_SIZE }, (_, page) =>
    codec.compress(pages, page * PAGE_SIZE, target),
  );
}
