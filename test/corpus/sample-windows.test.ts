import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { PageRun } from '../../src/corpus/elf/elf-writer.js';
import { sampleWindows } from '../../src/corpus/sample-windows.js';

const WINDOW = 512; // 2 MiB in pages

/** Runs by rising address, some adjacent. */
const runs = fc
  .array(fc.tuple(fc.constantFrom(0, 0, 1, 37, 511, 5000), fc.integer({ min: 1, max: 3000 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((pieces) => {
    let pfn = 100;
    return pieces.map(([gap, pages]): PageRun => {
      const run = { pfn: pfn + gap, pages };
      pfn += gap + pages;
      return run;
    });
  });
const limit = fc.nat(6000);
const seed = fc.nat(1000);

function framesByWindow(some: readonly PageRun[]): Map<number, number[]> {
  const windows = new Map<number, number[]>();
  for (const { pfn, pages } of some) {
    for (let frame = pfn; frame < pfn + pages; frame++) {
      const window = Math.floor(frame / WINDOW);
      const frames = windows.get(window);
      if (frames === undefined) windows.set(window, [frame]);
      else frames.push(frame);
    }
  }
  return windows;
}

function pagesOf(some: readonly PageRun[]): number {
  return some.reduce((sum, { pages }) => sum + pages, 0);
}

describe('sample of windows', () => {
  it('has two windows of a run that crosses a border, traced by hand', () => {
    const run = [{ pfn: 1000, pages: 100 }]; // 24 pages up to 1024, then 76
    const both = [
      { pfn: 1000, pages: 24 },
      { pfn: 1024, pages: 76 },
    ];
    assert.deepEqual(sampleWindows(run, 100, 1), both);
    const [only, ...more] = sampleWindows(run, 99, 1);
    assert.ok(more.length === 0 && both.some(({ pfn }) => pfn === only.pfn));
  });

  it('has runs that start at the last and first page of a window, traced by hand', () => {
    const all = [
      { pfn: 1023, pages: 2 },
      { pfn: 2048, pages: 512 },
    ];
    assert.deepEqual(sampleWindows(all, 1000, 1), [
      { pfn: 1023, pages: 1 },
      { pfn: 1024, pages: 1 },
      { pfn: 2048, pages: 512 },
    ]);
  });

  it('has whole windows by rising address', () => {
    fc.assert(
      fc.property(runs, limit, seed, (all, pages, seed) => {
        const sample = sampleWindows(all, pages, seed);
        const have = framesByWindow(all);
        for (const [window, frames] of framesByWindow(sample)) {
          assert.deepEqual(frames, have.get(window));
        }
        for (let i = 1; i < sample.length; i++) {
          assert.ok(sample[i].pfn >= sample[i - 1].pfn + sample[i - 1].pages);
        }
      }),
      { seed: 6 },
    );
  });

  it('keeps the borders between runs', () => {
    fc.assert(
      fc.property(runs, seed, (all, seed) => {
        const starts = new Set(sampleWindows(all, 1e9, seed).map(({ pfn }) => pfn));
        for (const { pfn } of all) assert.ok(starts.has(pfn));
      }),
      { seed: 7 },
    );
  });

  it('has at least one window, and more only up to the limit, which the next would exceed', () => {
    fc.assert(
      fc.property(runs, limit, seed, (all, pages, seed) => {
        const sample = sampleWindows(all, pages, seed);
        assert.ok(sample.length > 0);
        if (framesByWindow(sample).size > 1) assert.ok(pagesOf(sample) <= pages);
        const largest = Math.max(...[...framesByWindow(all).values()].map(({ length }) => length));
        if (pagesOf(sample) < pagesOf(all)) assert.ok(pagesOf(sample) + largest > pages);
      }),
      { seed: 8 },
    );
  });

  it('has all pages when the limit allows, and none of an empty list', () => {
    fc.assert(
      fc.property(runs, seed, (all, seed) => {
        assert.equal(pagesOf(sampleWindows(all, pagesOf(all), seed)), pagesOf(all));
      }),
      { seed: 9 },
    );
    assert.deepEqual(sampleWindows([], 100, 1), []);
  });

  it('is reproducible for a seed, and differs between seeds', () => {
    const all = [{ pfn: 0, pages: 100 * WINDOW }];
    const samples = Array.from({ length: 8 }, (_, i) => sampleWindows(all, 10 * WINDOW, i));
    samples.forEach((sample, i) => {
      assert.deepEqual(sampleWindows(all, 10 * WINDOW, i), sample);
    });
    assert.equal(new Set(samples.map((sample) => JSON.stringify(sample))).size, 8);
  });
});
