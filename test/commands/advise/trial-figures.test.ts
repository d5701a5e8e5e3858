import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meanParts, trialFigures } from '../../../src/commands/advise/trial-figures.js';
import type { ModelExact } from '../../../src/result/document.js';
import { figures } from './made-trials.js';

const COST = { compressNs: 1000, decompressNs: 100 };

function exact(timeline: ModelExact['timeline'], drift: number | null = null): ModelExact {
  return {
    pages: { offered: 1000, stored: 600, rejected: 300, zero: 100 },
    wasted: { compressions: 50 },
    counters: { stored_pages: 500 + (drift ?? 0), zswpwb: 20, zswpin: 80 },
    pool: { endPages: 190, overshootPages: 7 },
    rollback: { drift: drift === null ? {} : { stored_pages: drift } },
    timeline,
  } as unknown as ModelExact;
}

describe('figures of a trial', () => {
  it('are RAM, pages to the device and CPU time', () => {
    assert.deepEqual(trialFigures(exact([]), COST), {
      offeredPages: 1000,
      // The end and the overshoot: the pool never was full.
      ramPages: 190 + 7,
      ioPages: 300 + 20,
      cpuNs: (600 + 50) * 1000 + (20 + 80) * 100,
      keptPages: 500,
    });
  });

  it('have the mean pool over time from the first full pool on', () => {
    const timeline: ModelExact['timeline'] = [
      [0, 10, 0],
      [100, 200, 1],
      [200, 160, 0],
      [500, 200, 1],
    ];
    assert.equal(trialFigures(exact(timeline), COST).ramPages, (200 * 100 + 160 * 300) / 400 + 7);
    assert.equal(trialFigures(exact(timeline.slice(0, 1)), COST).ramPages, 197);
    assert.equal(trialFigures(exact(timeline.slice(0, 2)), COST).ramPages, 197);
  });

  it('count kept pages without the drift of the gauge', () => {
    assert.equal(trialFigures(exact([], -45), COST).keptPages, 500);
  });

  it('have mean parts per page offered, each trial with the same weight', () => {
    const large = { ...figures([10, 0, 0]), offeredPages: 1000 };
    assert.deepEqual(meanParts([figures([10, 20, 1]), large]), {
      ram: (0.1 + 0.01) / 2,
      io: 0.1,
      cpuNs: 500,
    });
  });
});
