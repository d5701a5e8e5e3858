import { chooseCompressor } from '../src/compressor/compressors.js';
import { run } from '../src/measure/run-grid.js';
import { figure, type Part, type Target } from './part.js';
import { PLAN } from './plan.js';

const SECONDS_PER_CELL = 0.4;

// The kernel's that swap uses, except deflate, which spends its time outside of this program.
const TARGETS: ReadonlyMap<string, Target> = new Map([
  ['lz4', { atLeast: 0.95 }],
  ['lzo', { atLeast: 0.95 }],
  ['lzo-rle', { atLeast: 0.95 }],
  ['zstd', { atLeast: 0.98 }],
]);

/** The bare compressor's time by the store path's: what a strategy leaves of a compressor's speed. */
export const harnessShare: Part = {
  name: 'harness',
  title:
    'Time of the bare compressor / time of the store path, 64K folios, one thread, every shipped corpus',
  async run() {
    const names = [...TARGETS.keys()];
    const { corpora, strategies } = PLAN;
    const cellCount = corpora.length * names.length * strategies.length;
    const plan = {
      ...PLAN,
      compressors: names.map(chooseCompressor),
      timeSeconds: SECONDS_PER_CELL * cellCount,
    };
    const { cells } = await run(plan, 'bench', {
      begin() {},
      progress: () => {},
      remark: () => {},
    });
    return names.flatMap((name) =>
      strategies.map((strategy) => {
        const ratios = cells
          .filter((cell) => cell.compressor === name && cell.strategy === strategy.name)
          .map((cell) => cell.timed?.relativeToCompressor ?? Number.NaN);
        const target = strategy.name === 'batch' ? TARGETS.get(name) : undefined;
        return figure(`${name}, ${strategy.name}`, 'x', ratios, target);
      }),
    );
  },
};
