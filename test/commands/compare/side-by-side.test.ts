import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { SideBySide } from '../../../src/commands/compare/side-by-side.js';
import type { Cell, ResultDocument } from '../../../src/result/document.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { changed, resultOf, underKernelName } from '../../support/result-documents.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
let model: ResultDocument;

before(async () => {
  const grid = ['-c', 'lz4', '-s', 'batch', '-f', '4K,16K', '--memcg-max', '8K', '--no-timing'];
  model = await resultOf('--corpus', core, ...grid);
});

function kernelResult(release: string): ResultDocument {
  return underKernelName(model, release);
}

function compare(results: readonly ResultDocument[], ...args: string[]) {
  const paths = results.map((each, i) => fileIn(folder, `${i}.json`, JSON.stringify(each)));
  return inProcess('compare', ...paths, ...args);
}

async function sideBySide(...results: ResultDocument[]): Promise<SideBySide> {
  const { stdout, exitCode } = await compare(results, '--json');
  assert.equal(exitCode, 0);
  return JSON.parse(stdout);
}

const FOLIOS = ['cells', 0, 'exact', 'folios', 'stored'];
const stored = ({ cells }: ResultDocument) => cells[0].exact.folios.stored;

describe('compare: results side by side', () => {
  it('matches cells without their strategies and marks the columns that differ from before', async () => {
    const first = kernelResult('7.3.4');
    const after = changed(kernelResult('7.3.4'), FOLIOS, stored(model) + 1);
    const document = await sideBySide(first, after as ResultDocument, model);
    assert.equal(document.schema, 'zswap-bench.side-by-side/1');
    assert.deepEqual(
      document.columns.map(({ name, strategy }) => [name, strategy]),
      [
        ['before', 'kernel-7.3.4'],
        ['after', 'kernel-7.3.4'],
        ['model', 'batch'],
      ],
    );
    const differing = document.figures.filter(({ differs }) => differs.length > 0);
    const [before, moved] = [stored(model), stored(model) + 1];
    assert.deepEqual(differing, [
      {
        ...{ cell: 'tiny/lz4/4K', figure: 'folios stored', differs: ['after'] },
        values: { before, after: moved, model: before },
      },
    ]);
    const figures = document.figures.filter(({ cell }) => cell === 'tiny/lz4/16K');
    assert.ok(figures.some(({ figure }) => figure === 'memcg0 peak'));
  });

  it('prints a table of at most 72 columns for a mail, and concludes about each column', async () => {
    const after = changed(kernelResult('7.3.4'), FOLIOS, stored(model) + 1) as ResultDocument;
    const { stdout } = await compare([kernelResult('7.3.4'), after, model], '--format', 'lkml');
    assert.match(stdout, /^cell +figure +before +after +model +differs$/m);
    const row = new RegExp(
      `^tiny/lz4/4K +folios stored +${stored(model)} +\\d+ +\\d+ +after$`,
      'm',
    );
    assert.match(stdout, row);
    const verdict = stdout.slice(stdout.indexOf('Verdict: ')).replace('\n', ' ');
    assert.match(
      verdict,
      /^Verdict: after differs from before in 1 of (\d+) figures; model differs from before in 0 of \1 figures\n$/,
    );
    for (const line of stdout.split('\n')) assert.ok(line.length <= 72, line);
  });

  it('takes two results of different strategies, and gives the command of the third', async () => {
    const two = await compare([kernelResult('7.3.4'), kernelResult('7.3.4-patched')], '--json');
    const { columns, figures, missing } = JSON.parse(two.stdout) as SideBySide;
    assert.equal(columns.length, 2);
    assert.ok(figures.length > 0);
    assert.deepEqual(missing, []);
    const command =
      / run --corpus \S+ -c lz4 -f 4K,16K -s mainline-6\.18 .*--json -o model\.json\n$/;
    assert.match(two.stderr, command);
    assert.equal((await compare([model, model])).stderr, '');
  });

  it('has baseline, new and delta in a mail of two results', async () => {
    const first = kernelResult('7.3.4');
    const after = changed(kernelResult('7.3.4-x'), FOLIOS, stored(model) + 1) as ResultDocument;
    const { stdout } = await compare([first, after], '--format', 'lkml');
    const [was, is] = [stored(model), stored(model) + 1];
    assert.match(stdout, /^cell +figure +baseline +new +delta$/m);
    assert.match(stdout, new RegExp(`^tiny/lz4/4K +folios stored +${was} +${is} +\\+1$`, 'm'));
  });

  it('lists cells that some result lacks, and options that differ', async () => {
    const [cell] = model.cells;
    const config = { ...model.config, seed: 7 };
    const document = await sideBySide(model, model, { ...model, config, cells: [cell] });
    assert.deepEqual(document.missing, [{ cell: 'tiny/lz4/16K', columns: ['model'] }]);
    assert.deepEqual(document.warnings, ['before and model: different options: seed 1, then 7']);
    assert.ok(document.figures.every(({ cell: place }) => place === 'tiny/lz4/4K'));
  });

  it('leaves out figures that are 0 everywhere, and marks none that a result lacks', async () => {
    const { counters, ...exact } = model.cells[0].exact;
    const cell: Cell = { ...model.cells[0], exact: { ...exact, counters: {} } };
    const document = await sideBySide(model, model, { ...model, cells: [cell] });
    const figure = (name: string) => document.figures.find((each) => each.figure === name);
    assert.equal(figure('pages at the end')?.values.before, counters.stored_pages);
    assert.equal(figure('pages at the end')?.values.model, null);
    assert.deepEqual(figure('pages at the end')?.differs, []);
    assert.equal(figure('drifting counters'), undefined);
  });

  it('refuses a result of several strategies in one line', async () => {
    const cells = [...model.cells, { ...model.cells[0], key: 'x', strategy: 'other' }];
    const { exitCode, stderr } = await compare([model, model, { ...model, cells }]);
    assert.equal(exitCode, 2);
    assert.match(stderr, /2\.json: expected a result of one strategy.*found batch, other; run it/);
  });
});
