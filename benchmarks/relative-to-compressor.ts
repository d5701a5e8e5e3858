import { run } from '../src/bench/run.js';
import { chooseCompressor } from '../src/compressor/registry.js';
import { renderTable } from '../src/report/table.js';
import { estimate } from '../src/statistics/estimate.js';
import { PLAN } from './plan.js';

const SECONDS_PER_CELL = 0.5;

/** The bare compressor's time by the store path's: what a strategy adds, over all shipped corpora. */
export async function relativeToCompressor(): Promise<string> {
  const compressors = ['lz4', 'zstd'].map(chooseCompressor);
  const { corpora, strategies } = PLAN;
  const cellCount = corpora.length * compressors.length * strategies.length;
  const plan = { ...PLAN, compressors, timeSeconds: SECONDS_PER_CELL * cellCount };
  const { cells } = await run(plan, 'bench', { progress: () => {}, remark: () => {} });
  const rows = compressors.flatMap((compressor) =>
    strategies.map(({ name }) => {
      const ratios = cells
        .filter((cell) => cell.compressor === compressor.name && cell.strategy === name)
        .map((cell) => cell.timed?.relativeToCompressor ?? Number.NaN);
      const { median, low, high } = estimate(ratios);
      return [
        compressor.name,
        name,
        median.toFixed(3),
        `${low.toFixed(3)} .. ${high.toFixed(3)}`,
        Math.min(...ratios).toFixed(3),
      ];
    }),
  );
  return renderTable({
    title: `relativeToCompressor, 64K folios, one thread, over ${corpora.length} corpora`,
    columns: [
      ['compressor', 'text'],
      ['strategy', 'text'],
      ['median', 'number'],
      ['95%', 'number'],
      ['lowest', 'number'],
    ],
    rows,
  });
}
