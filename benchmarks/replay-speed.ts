import { performance } from 'node:perf_hooks';
import { cellsOf } from '../src/bench/cell.js';
import { runExact } from '../src/bench/exact.js';
import { limitsOf } from '../src/bench/limits.js';
import { LivePages } from '../src/bench/live-pages.js';
import { loadResidentPages } from '../src/bench/resident-pages.js';
import { survey } from '../src/bench/survey.js';
import { chooseCompressor } from '../src/compressor/registry.js';
import { openPageSource } from '../src/corpus/page-source.js';
import { type Figure, figure, type Part } from './part.js';
import { PLAN } from './plan.js';

// Rounds in which the engine still compiles what is measured.
const WARM_UP_ROUNDS = 3;
const ROUNDS = 9;
const PASSES = 20;

/** Exact runs that replay known lengths beside lz4 compressing the same pages, four tasks, nothing refused. */
export const replaySpeed: Part = {
  name: 'replay',
  title: "Replay of known lengths, times lz4's speed over the same pages, four tasks",
  async run() {
    const [corpus] = PLAN.corpora;
    const lz4 = chooseCompressor('lz4');
    const compressor = await lz4.create();
    const source = await openPageSource(corpus.path);
    const surveyed = await survey(source, new Map([['lz4', compressor]]), false);
    const pages = new LivePages(compressor, (await loadResidentPages(source, surveyed)).bytes);
    await source.close();
    const plan = { ...PLAN, maxPoolPercent: [100] };
    const offerPages = surveyed.pageCount * PASSES;
    const figures: Figure[] = [];
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
      figures.push(
        figure(`${cell.name} on ${corpus.name}`, 'x', ratios, { atLeast: 25 }),
        figure(`${cell.name}, rate`, 'million pages/s', rates),
      );
    }
    return figures;
  },
};
