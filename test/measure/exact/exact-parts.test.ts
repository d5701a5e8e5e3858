import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Cell, ResultDocument } from '../../../src/result/document.js';
import { FIGURE_NAMES, FIGURES } from '../../../src/result/repetition-figures.js';
import { temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { resultOf } from '../../support/result-documents.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());
const MACHINE = ['--corpus', core, '--total-ram', 'offered'];
const GRID = [...MACHINE, '-c', 'lz4,zstd:1', '-f', '16K', '--max-pool-percent', '15,40'];
const RUN = [...GRID, '-s', 'incremental,batch', '--no-timing', '--seed', '3'];

let repeated: ResultDocument;
let single: ResultDocument;

before(async () => {
  repeated = await resultOf(...RUN, '--repeat', '5');
  single = await resultOf(...RUN, '--repeat', '1');
});

function repetitionsOf({ repetitions }: Cell) {
  assert.ok(repetitions !== undefined);
  return repetitions;
}

describe('run --repeat', () => {
  it('repetition 0 is the run with --repeat 1', () => {
    assert.deepEqual(
      repeated.cells.map(({ repetitions: _, ...cell }) => cell),
      single.cells,
    );
    assert.equal(single.verdicts, undefined);
  });

  it('each figure has a value for each repetition, the first that of exact', () => {
    for (const cell of repeated.cells) {
      const { count, figures, rejects, drift } = repetitionsOf(cell);
      assert.equal(count, 5);
      for (const name of FIGURE_NAMES) {
        const first = FIGURES[name](cell.exact);
        // Some repetitions store nothing, and have no ratio.
        if (typeof first !== 'number' || name === 'ratio') continue;
        assert.equal(figures[name]?.length, 5, name);
        assert.equal(figures[name]?.[0], first, name);
      }
      const refused = Object.values(rejects).map(([first]) => first);
      assert.equal(
        refused.reduce((sum, folios) => sum + folios, 0),
        cell.exact.folios.rejected,
      );
      assert.equal(drift.zswpout?.[0] ?? 0, cell.exact.rollback.drift.zswpout ?? 0);
    }
  });

  it('figures vary between repetitions', () => {
    const varying = repeated.cells.filter(
      (cell) => new Set(repetitionsOf(cell).figures.storedPages).size > 1,
    );
    assert.ok(varying.length > repeated.cells.length / 2);
  });

  it('strategies of a corpus, compressor, folio size and limit share their conditions', () => {
    const conditions = (cell: Cell) => {
      const { seeds, startPages, fillPages } = repetitionsOf(cell);
      return { seeds, startPages, fillPages };
    };
    for (const cell of repeated.cells.filter(({ strategy }) => strategy === 'batch')) {
      const twin = repeated.cells.find(
        ({ key }) => key === cell.key.replace('/batch/', '/incremental/'),
      );
      assert.ok(twin !== undefined);
      assert.deepEqual(conditions(cell), conditions(twin));
    }
  });

  it('is byte for byte reproducible', async () => {
    const args = ['run', ...RUN, '--repeat', '5', '--json'];
    const [one, other] = [await inProcess(...args), await inProcess(...args)];
    assert.equal(one.stdout, other.stdout);
  });

  it('CSV has median, minimum and maximum of each figure', async () => {
    const { stdout } = await inProcess('run', ...RUN, '--repeat', '5', '--format', 'csv');
    const [heads, ...lines] = stdout.trim().split('\n');
    const columnOf = (line: string, name: string) =>
      Number(line.split(',')[heads.split(',').indexOf(`repetitions.storedPages.${name}`)]);
    for (const [i, line] of lines.entries()) {
      const values = repetitionsOf(repeated.cells[i]).figures.storedPages ?? [];
      const [low, , median, , high] = [...values].sort((a, b) => a - b);
      assert.deepEqual(
        ['low', 'median', 'high'].map((name) => columnOf(line, name)),
        [low, median, high],
      );
    }
  });
});
