import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { ResultDocument } from '../../src/result/document.js';
import { mergeShards } from '../../src/result/merge.js';
import { temporaryFolder } from '../support/files.js';
import { changed, type Place, resultOf } from '../support/result-documents.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());
const GRID = ['--corpus', core, '--corpus', 'redis', '-c', 'lz4', '-s', 'batch'];
const ARGS = [...GRID, '--folios', 'dense', '--max-pool-percent', '15', '--tasks', '1..3'];
const COUNT = 4;

let whole: ResultDocument;
let shards: { path: string; document: ResultDocument }[];

before(async () => {
  whole = await resultOf(...ARGS, '--no-timing');
  shards = [];
  for (let index = 1; index <= COUNT; index++) {
    const document = await resultOf(...ARGS, '--no-timing', '--shard', `${index}/${COUNT}`);
    shards.push({ path: `${index}.json`, document });
  }
});

function refusal(files: typeof shards): string {
  try {
    mergeShards(files);
  } catch (error) {
    assert.equal((error as { exitCode?: number }).exitCode, 2);
    return (error as Error).message;
  }
  throw new Error('it was taken');
}

function altered(index: number, place: Place, value: unknown): typeof shards {
  return shards.map((file, i) =>
    i === index ? { ...file, document: changed(file.document, place, value) } : file,
  );
}

describe('merged shards', () => {
  it('equal the unsharded run, byte for byte, in any order', () => {
    const order = fc.shuffledSubarray([...Array(COUNT).keys()], { minLength: COUNT });
    fc.assert(
      fc.property(order, (indexes) => {
        const merged = mergeShards(indexes.map((i) => shards[i]));
        assert.equal(JSON.stringify(merged), JSON.stringify(whole));
      }),
      { seed: 4, numRuns: 24 },
    );
  });

  it('have no checksum of a corpus without cells', () => {
    const [first] = shards;
    assert.deepEqual(first.document.config.corpora[1], { name: 'redis', sha256: null });
    assert.equal(first.document.corpora.length, 1);
  });

  it('are an error if the merged result would be too long to be read back', () => {
    const [cell] = whole.cells;
    const many = (from: number) =>
      Array.from({ length: 4000 }, (_, i) => ({ ...cell, key: `${from + i}` }));
    const long = shards.map((file, i) => ({
      ...file,
      document: { ...file.document, cells: many(4000 * i) },
    }));
    assert.match(refusal(long), /shards of \d+ cells together, .*; found 16000 cells/);
  });

  it('keep histograms and samples as they are', async () => {
    const args = ['--corpus', core, '-c', 'lz4', '-f', '16K', '--time', '0.2'];
    const files = [];
    for (const shard of ['1/2', '2/2']) {
      files.push({ path: shard, document: await resultOf(...args, '--shard', shard) });
    }
    const timed = files.map(({ document }) => document.cells[0].timed);
    assert.ok((timed[0]?.folioNs?.histogram.length ?? 0) > 0);
    assert.deepEqual(
      mergeShards(files).cells.map((cell) => cell.timed),
      timed,
    );
  });

  it('name every machine if there are several', () => {
    assert.equal(mergeShards(shards).machines, undefined);
    const { machines } = mergeShards(altered(1, ['machine', 'node'], '1.2.3'));
    assert.deepEqual(
      machines?.map(({ node }) => node === '1.2.3'),
      [false, true, false, false],
    );
  });
});

describe('shards are an error', () => {
  const OTHER_CORPUS = /^2\.json: expected corpus 'tiny' as in 1\.json; found other pages;/;

  it('if one is missing, by its number', () => {
    assert.match(
      refusal(shards.slice(1)),
      /^2\.json: expected all of its 4 shards; found no shard 1;/,
    );
    assert.match(refusal([shards[1], shards[3]]), /found no shard 1, 3;/);
  });

  it('if one is duplicate, with both files', () => {
    const twin = { ...shards[2], path: 'copy.json' };
    assert.match(refusal([...shards, twin]), /^copy\.json: .* shard 3 again, as in 3\.json;/);
  });

  it('if one is an unsharded run', () => {
    const file = { path: 'all.json', document: whole };
    assert.match(
      refusal([...shards, file]),
      /^all\.json: expected a shard.*found an unsharded run/,
    );
  });

  const foreign: [string, Place, unknown, RegExp][] = [
    ['another count', ['shard', 'count'], 5, /^2\.json: expected one of 4 shards.*found one of 5/],
    ['another seed', ['config', 'seed'], 9, /^2\.json: expected seed 1, as in 1\.json; found 9/],
    ['another version', ['tool', 'version'], '9', /^2\.json: expected version/],
    ['other corpora', ['config', 'corpora', 0, 'name'], 'x', /^2\.json: expected corpora/],
    ['other pages', ['corpora', 0, 'sha256'], 'f'.repeat(64), OTHER_CORPUS],
    ['another number of pages', ['corpora', 0, 'pages'], 1, OTHER_CORPUS],
    ['another number of zero pages', ['corpora', 0, 'zeroPages'], 99, OTHER_CORPUS],
    ['another grouping', ['corpora', 0, 'grouping'], 'aligned', OTHER_CORPUS],
    ['another number of folios', ['corpora', 0, 'folios', '64K'], 99, OTHER_CORPUS],
  ];
  for (const [name, place, value, message] of foreign) {
    it(`if one is of a run with ${name}`, () => {
      assert.match(refusal(altered(1, place, value)), message);
    });
  }

  it('if two have the same cell', () => {
    const [{ key }] = shards[0].document.cells;
    assert.match(
      refusal(altered(1, ['cells', 0, 'key'], key)),
      /^2\.json: expected cells of no other shard/,
    );
  });
});
