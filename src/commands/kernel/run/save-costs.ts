import { folioPagesOf } from '../../../cli/run-plan.js';
import { usageFailure } from '../../../common/errors.js';
import { chooseCompressor } from '../../../compressor/compressors.js';
import {
  COSTS_SCHEMA,
  type CostsDocument,
  type CostsEntry,
} from '../../../measure/measured-costs.js';
import { scaledCosts } from '../../../model/zswap/step-costs.js';
import type { Cell, ResultDocument } from '../../../result/document.js';
import { kernelReleases } from '../../../result/kernel-strategy.js';
import type { PageTime } from '../../../result/kernel-times.js';
import { median } from '../../../statistics/estimate.js';
import { INCOMPRESSIBLE } from '../cells/incompressible.js';
import type { KernelPlan } from './kernel-plan.js';

type Measured = CostsEntry['measured'];

/** Throws a `Failure` for a grid whose times are none of a single page. */
export function requireOneTask({ settings }: KernelPlan): void {
  if (settings.tasks.every((tasks) => tasks === 1) && settings.scenario === 'fill') return;
  throw usageFailure({
    subject: '--save-costs',
    expected: '--tasks 1 and --scenario fill',
    found: `--tasks ${settings.tasks.join(',')} and --scenario ${settings.scenario}`,
    remedy: 'with several tasks times hold their waits for each other',
  });
}

/**
 * Costs of each compressor and folio size that was measured: of several corpora the median of their medians, so that each has
 * the same weight.
 */
export function costsDocument({ cells, config, machine }: ResultDocument): CostsDocument {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const { corpus, compressor, folioSize, kernelTimes } = cell;
    if (corpus === INCOMPRESSIBLE || !kernelTimes?.out || !kernelTimes.in) continue;
    const key = `${compressor}/${folioSize}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return {
    schema: COSTS_SCHEMA,
    kernel: kernelReleases(config.strategies)?.[0] as string,
    cpu: machine.cpu,
    entries: [...groups.values()].map(entryOf),
  };
}

function entryOf(cells: readonly Cell[]): CostsEntry {
  const [{ compressor, folioSize }] = cells;
  const measured: Measured = { out: together(cells, 'out'), in: together(cells, 'in') };
  return {
    compressor,
    folioSize,
    measured,
    costs: scaledCosts(chooseCompressor(compressor).cost, {
      outNs: measured.out.medianNs,
      inNs: measured.in.medianNs,
      folioPages: folioPagesOf([folioSize])[0],
    }),
  };
}

function together(cells: readonly Cell[], way: 'out' | 'in'): PageTime {
  const times = cells.map(({ kernelTimes }) => kernelTimes?.[way] as PageTime);
  const middle = (nsOf: (time: PageTime) => number) =>
    Math.max(1, Math.round(median(times.map(nsOf))));
  return {
    folios: times.reduce((sum, { folios }) => sum + folios, 0),
    medianNs: middle(({ medianNs }) => medianNs),
    lowNs: middle(({ lowNs }) => lowNs),
    highNs: middle(({ highNs }) => highNs),
  };
}
