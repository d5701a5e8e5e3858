import { COMPRESSORS, chooseCompressor } from '../src/compressor/registry.js';
import { run } from '../src/measure/run-grid.js';
import { figure, type Part, type Target } from './part.js';
import { PLAN } from './plan.js';

const SECONDS_PER_CELL = 0.4;

// What swap uses, by its beginning; of the others one copies and one spends its time outside of this program.
const FAMILIES: Readonly<Record<string, Target>> = {
  lz4: { atLeast: 0.95 },
  lzo: { atLeast: 0.95 },
  zstd: { atLeast: 0.98 },
};

function targetOf(compressor: string): Target | undefined {
  return Object.entries(FAMILIES).find(([family]) => compressor.startsWith(family))?.[1];
}

/** The bare compressor's time by the store path's: what a strategy leaves of a compressor's speed. */
export const harnessShare: Part = {
  name: 'harness',
  title: "Bare compressor's time by the store path's, 64K folios, one thread, every shipped corpus",
  async run() {
    const names = [...COMPRESSORS.keys()].filter((name) => targetOf(name) !== undefined);
    const { corpora, strategies } = PLAN;
    const cellCount = corpora.length * names.length * strategies.length;
    const plan = {
      ...PLAN,
      compressors: names.map(chooseCompressor),
      timeSeconds: SECONDS_PER_CELL * cellCount,
    };
    const { cells } = await run(plan, 'bench', { progress: () => {}, remark: () => {} });
    return names.flatMap((name) =>
      strategies.map((strategy) => {
        const ratios = cells
          .filter((cell) => cell.compressor === name && cell.strategy === strategy.name)
          .map((cell) => cell.timed?.relativeToCompressor ?? Number.NaN);
        const target = strategy.name === 'batch' ? targetOf(name) : undefined;
        return figure(`${name}, ${strategy.name}`, 'x', ratios, target);
      }),
    );
  },
};
