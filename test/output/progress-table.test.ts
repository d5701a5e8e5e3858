import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasMemcgs, progressTable } from '../../src/output/progress-table.js';
import { temporaryFolder } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { resultOf } from '../support/result-documents.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());
const GRID = ['--corpus', core, '-c', 'lz4', '-f', '16K', '-s', 'batch', '--no-timing'];
const SMALL = [...GRID, '--total-ram', 'offered', '--repeat', '1'];

describe('table of progress', () => {
  it('shows refusals, worker runs and fairness of a cell', async () => {
    const { cells } = await resultOf(...SMALL, '--memcgs', '2');
    const { exact, ...cell } = cells[0];
    const progress = {
      allFailedRounds: null,
      rounds: null,
      lruInversions: 11,
      shrinkWorkerRuns: 12,
      fairness: 0.25,
      fairnessOfMemcgs: 0.5,
    };
    const folios = { ...exact.folios, rejected: 13 };
    const table = progressTable([{ ...cell, exact: { ...exact, folios, progress } }]);
    assert.deepEqual(table.rows, [[cell.key, '13', '11', '12', '0.250', '0.500']]);
  });

  it('stands in a report of several memcgs only', async () => {
    const [{ cells: one }, { cells: two }] = [
      await resultOf(...SMALL),
      await resultOf(...SMALL, '--memcgs', '2'),
    ];
    assert.deepEqual([hasMemcgs(one[0]), hasMemcgs(two[0])], [false, true]);
    const { stdout } = await inProcess('run', ...SMALL, '--memcgs', '2');
    assert.match(stdout, /Progress of tasks and memcgs/);
    assert.doesNotMatch((await inProcess('run', ...SMALL)).stdout, /Progress of tasks/);
  });
});
