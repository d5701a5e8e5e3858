import { performance } from 'node:perf_hooks';
import type { PageCompressor } from '../src/compressor/compressor.js';
import { chooseCompressor } from '../src/compressor/compressors.js';
import type { Corpus } from '../src/corpus/corpus.js';
import { openPageSource } from '../src/corpus/page-source.js';
import { cellsOf } from '../src/measure/cell.js';
import { limitsOf } from '../src/measure/cell-limits.js';
import { runExact } from '../src/measure/exact/exact.js';
import { LivePages } from '../src/measure/live-pages.js';
import { survey } from '../src/measure/survey/survey.js';
import { loadResidentPages } from '../src/measure/timed/resident-pages.js';
import { median } from '../src/statistics/estimate.js';
import { figure, type Part } from './part.js';
import { PLAN } from './plan.js';

// Rounds in which the engine still compiles what is measured.
const WARM_UP_ROUNDS = 3;
const ROUNDS = 7;
const PASSES = 20;

// Against which the target stands since before lz4 was this project's own.
const COMPRESSOR = chooseCompressor('lz4-wasm');

/** Exact runs that replay known lengths beside lz4-wasm compressing the same pages, four tasks, nothing refused. */
export const replaySpeed: Part = {
  name: 'replay',
  title:
    "Replay of known lengths, times lz4-wasm's speed over the same pages, four tasks, every shipped corpus",
  async run() {
    const compressor = await COMPRESSOR.create();
    const speeds: Speed[] = [];
    for (const corpus of PLAN.corpora) speeds.push(...(await replay(corpus, compressor)));
    return PLAN.strategies.flatMap(({ name }) => {
      const ofStrategy = speeds.filter(({ strategy }) => strategy === name);
      const ratios = ofStrategy.map(({ timesLz4 }) => timesLz4);
      const rates = ofStrategy.map(({ millionPagesPerSecond }) => millionPagesPerSecond);
      return [
        figure(name, 'x', ratios, { atLeast: 25 }),
        figure(`${name}, rate`, 'million pages/s', rates),
      ];
    });
  },
};

/** Medians over the rounds on one corpus. */
interface Speed {
  readonly strategy: string;
  readonly timesLz4: number;
  readonly millionPagesPerSecond: number;
}

async function replay(corpus: Corpus, compressor: PageCompressor): Promise<Speed[]> {
  const source = await openPageSource(corpus.path);
  const surveyed = await survey(source, new Map([[COMPRESSOR.name, compressor]]), false);
  const pages = new LivePages(compressor, (await loadResidentPages(source, surveyed)).bytes);
  await source.close();
  const plan = { ...PLAN, compressors: [COMPRESSOR], maxPoolPercent: [100] };
  const offerPages = surveyed.pageCount * PASSES;
  const speeds: Speed[] = [];
  for (const cell of cellsOf(plan, corpus.name)) {
    const ratios: number[] = [];
    const rates: number[] = [];
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      const start = performance.now();
      for (let page = 0; page < surveyed.pageCount; page++) pages.compress(page);
      const middle = performance.now();
      await runExact(cell, {
        survey: surveyed,
        grouping: 'aligned',
        offerPages,
        limits: limitsOf(plan, cell.parameters, offerPages),
        scenario: 'fill',
        shrinkWorker: true,
        seed: 1,
        oracle: null,
      });
      const end = performance.now();
      if (round < 0) continue;
      const replayMs = (end - middle) / PASSES;
      ratios.push((middle - start) / replayMs);
      rates.push(surveyed.pageCount / replayMs / 1000);
    }
    const medians = { timesLz4: median(ratios), millionPagesPerSecond: median(rates) };
    speeds.push({ strategy: cell.name, ...medians });
  }
  return speeds;
}
