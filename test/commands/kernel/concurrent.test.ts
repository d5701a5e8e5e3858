import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withKernelCorpora } from '../../../src/commands/kernel/cells/kernel-corpora.js';
import {
  compareConcurrent,
  coursesOf,
} from '../../../src/commands/kernel/verify/compare-concurrent.js';
import { figureInRange } from '../../../src/commands/kernel/verify/figure.js';
import { modelOf, surveyForModel } from '../../../src/commands/kernel/verify/model-cell.js';
import type { GuestKernel } from '../../../src/guest/results.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { guestCell, kernelCell } from '../../support/guest-cells.js';
import { textPage } from '../../support/pages.js';

const KERNEL = { release: '6.18.1', totalPages: 400, cpus: 2 } as GuestKernel;
const OBSERVER = { begin() {}, progress: () => {}, remark: () => {} };
const PARAMETERS = {
  ...{ 'max-pool-percent': 10, 'accept-threshold-percent': 90, tasks: 2, cpus: 0 },
};

describe('kernel verify, a figure with a range', () => {
  it('agrees at both ends of the range of its runs, and not beyond', () => {
    const agrees = (kernel: number) => figureInRange('any', kernel, [7, 3, 4]).agrees;
    assert.deepEqual([2, 3, 7, 8].map(agrees), [false, true, true, false]);
    const { model, band } = figureInRange('any', 5, [7, 3, 4]);
    assert.deepEqual([model, ...band], [4, 3, 7]);
  });
});

describe('kernel verify, a cell of several tasks', () => {
  it('runs in the model on 1 to all CPUs, with arrivals in step and spread over two stores', () => {
    const cell = kernelCell(64, { folioPages: 16, parameters: PARAMETERS });
    const courses = coursesOf(cell, 3);
    assert.equal(courses.length, 60);
    assert.deepEqual([...new Set(courses.map(({ cpus }) => cpus))], [1, 2, 3]);
    const [inStep, ...spread] = courses.slice(0, 20).map(({ spreadNs }) => spreadNs);
    assert.equal(inStep, 0);
    assert.ok(spread.every((ns, i) => ns > (spread[i - 1] ?? 0)));
    const single = coursesOf({ ...cell, folioPages: 1 }, 1);
    assert.equal(spread[18], 16 * single[19].spreadNs);
  });

  it('has the overshoot and, at the edge, rounds by how many stores proceed', async () => {
    const pages = Buffer.concat(Array.from({ length: 64 }, (_, i) => textPage(i)));
    const path = fileIn(temporaryFolder(), 'text.raw', pages);
    const settings = { folios: null, dropPartial: false, holes: 'zero' } as const;
    const corpora = [{ name: 'text', path }];
    const figures = await withKernelCorpora(corpora, settings, OBSERVER, async ([corpus]) => {
      const cell = kernelCell(24, {
        ...{ corpus, folioPages: 4, scenario: 'edge', parameters: PARAMETERS },
      });
      const model = modelOf(KERNEL.release, '6.18');
      const surveyed = await surveyForModel(corpus, ['lz4'], model);
      const guest = guestCell(
        [{ verdict: 'stored', folios: 6 }],
        {},
        {
          ...{ rounds: [0, 1, 2] },
          tally: {
            ...{ peakPoolPages: 45, comparedPages: 24, mismatchedPages: 0 },
            ...{ outNs: 1, outPages: 1, inNs: 1, inPages: 1 },
          },
        },
      );
      const machine = { totalPages: KERNEL.totalPages, nodes: 1 };
      return await compareConcurrent({ cell, surveyed, model, machine }, guest, KERNEL);
    });
    const readings = figures.map(({ figure, kernel }) => [figure, kernel]);
    assert.deepEqual(readings, [
      ['overshoot in pages', 5],
      ['rounds: none proceeds', 1],
      ['rounds: some proceed', 1],
      ['rounds: all proceed', 1],
    ]);
    const [, none, some, all] = figures;
    assert.deepEqual(none.band, [0, 0], 'the first store always passes its check');
    assert.ok(!none.agrees);
    assert.equal(some.band[0] + all.band[1], 3, 'three rounds in every run');
    assert.equal(all.band[1], 3, 'tasks in step all pass their check');
  });
});
