import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Comparison } from '../../../src/commands/compare/comparison.js';
import type { ResultDocument } from '../../../src/result/document.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { changed, resultOf } from '../../support/result-documents.js';
import { samplesAround, timedPart, withTimed } from '../../support/timed-results.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const KEY = 'tiny/lz4/16K/batch';
let result: ResultDocument;

before(async () => {
  const grid = ['-c', 'lz4', '-s', 'incremental,batch', '-f', '16K', '--max-pool-percent', '15'];
  result = await resultOf('--corpus', core, ...grid, '--no-timing');
});

async function compare(old: object, now: object, ...args: string[]) {
  const paths = [
    fileIn(folder, 'old.json', JSON.stringify(old)),
    fileIn(folder, 'new.json', JSON.stringify(now)),
  ];
  const ended = await inProcess('compare', ...paths, ...args);
  assert.equal(ended.exitCode, 0, ended.stderr);
  assert.equal(ended.stderr, '');
  return ended.stdout;
}

function timed(...middles: number[]): ResultDocument {
  return withTimed(
    result,
    middles.map((middle, i) => timedPart(samplesAround(middle, 0.02, 50, i + middle))),
  );
}

describe('compare', () => {
  it('prints no difference for a result and itself', async () => {
    const text = await compare(result, result);
    assert.match(text, /^Exact figures$/m);
    assert.match(text, /\n(\d+) fields are equal\n\nVerdict: no difference in \1 exact fields\n$/);
  });

  it('lists exact fields that differ with cell, field, old, new and delta', async () => {
    const place = ['cells', 1, 'exact', 'pool', 'endPages'];
    const { endPages } = result.cells[1].exact.pool;
    const text = await compare(result, changed(result, place, endPages + 1));
    const row = text.split('\n').find((line) => line.startsWith(KEY));
    assert.deepEqual(row?.split(/ +/), [
      KEY,
      'pool.endPages',
      `${endPages}`,
      `${endPages + 1}`,
      '+1',
    ]);
    assert.match(text, /\n\d+ fields are equal\n\nVerdict: 1 of \d+ exact fields differ\n$/);
  });

  it('shortens a list with many differences', async () => {
    const timeline = (result.cells[1].exact.timeline ?? []).map(([ns, pages, flag]) => [
      ns + 1,
      pages,
      flag,
    ]);
    const other = changed(result, ['cells', 1, 'exact', 'timeline'], timeline);
    const more = new RegExp(
      `^${KEY} +timeline\\[0\\]\\[0\\] \\(and ${timeline.length - 1} more\\) `,
      'm',
    );
    assert.match(await compare(result, other), more);
    const { exact } = JSON.parse(await compare(result, other, '--json')) as Comparison;
    assert.equal(exact.cells[0].differences.length, timeline.length);
  });

  it('prints significant timed changes, and ~ for others', async () => {
    const text = await compare(timed(0.9, 0.9), timed(0.8, 0.9001));
    const rows = text
      .split('\n')
      .filter((line) => line.startsWith('tiny/'))
      .slice(0, 2);
    assert.match(
      rows[0],
      /incremental +0\.\d{3} +\+-\d\.\d% +0\.\d{3} +\+-\d\.\d% +-1\d\.\d% +0\.000$/,
    );
    assert.match(rows[1], / ~ +[01]\.\d{3}$/);
    assert.match(text, /; of 4 timed comparisons 2 slower, 0 faster, 2 not significant\n$/);
  });

  it('prints warnings below the last table', async () => {
    const [old, now] = [timed(0.9, 0.9), timed(0.9, 0.9)];
    const machine = { ...now.machine, fingerprint: 'f00', cores: 64, cpu: 'Other', node: '99.1.2' };
    const config = { ...now.config, seed: 7, timeSeconds: 99 };
    const text = await compare(old, { ...now, machine, config });
    assert.match(text, /\n\[1\] different options: seed 1, then 7\n/);
    assert.match(text, /\n\[2\] different machines: .*, then f00 \(64 x Other\); .*\n/);
    assert.match(text, /\n\[3\] different versions of Node: .*, then 99\.1\.2; .*\n\nVerdict: /);
    assert.match(
      await compare(result, now),
      /\[1\] timed figures are only in the new result\n\nVerdict: /,
    );
  });

  it('compares no checksums of corpora with different definitions, and reports it', async () => {
    const { corpusHash: _, ...old } = changed(result, ['corpora', 0, 'sha256'], 'a'.repeat(64));
    const text = await compare(old, result);
    assert.match(text, /\nVerdict: no difference in \d+ exact fields\n$/);
    assert.match(
      text,
      /^\[1\] sha256 of corpora is not compared: that of the old result leaves out/m,
    );
    const other = changed(result, ['corpora', 0, 'sha256'], 'a'.repeat(64));
    assert.match(await compare(other, result), /^corpus tiny +sha256 +a{64} /m);
  });

  it('warns of an impossible ratio', async () => {
    const text = await compare(timed(0.9, 0.9), timed(0.9, 1.2));
    assert.match(
      text,
      /^\[1\] in the new result, relativeToCompressor above 1\.05 is impossible, /m,
    );
  });

  it('marks comparisons with too few samples for significance', async () => {
    const few = withTimed(result, [timedPart([0.9, 0.8]), timedPart([0.7, 0.6])]);
    const text = await compare(few, few);
    assert.match(text, / ~ \[1\] +1\.000\n/);
    assert.match(text, /^\[1\] too few samples for significance in 4 comparisons$/m);
  });

  it('lists cells of one side only', async () => {
    const { cells } = result;
    const other = { ...cells[0], key: 'other', timed: undefined };
    const text = await compare(result, { ...result, cells: [cells[0], other] });
    assert.match(text, new RegExp(`only in the old result\n\ncell\n${KEY}\n`));
    assert.match(text, /only in the new result\n\ncell\nother\n/);
    assert.match(text, /; 2 corpora or cells are in one result only\n$/);
  });

  it('lists corpora of one side only, and differences of the whole results', async () => {
    const shard = { ...result, corpora: [], shard: { index: 1, count: 1 } };
    const text = await compare(result, shard);
    assert.match(text, /^result +shard\.index +- +1 +-$/m);
    assert.match(text, /\nCorpora only in the old result\n\ncorpus\ntiny\n/);
    assert.match(await compare(shard, result), /\nCorpora only in the new result\n/);
    const csv = await compare(result, shard, '--format', 'csv');
    assert.match(csv, /^result,shard\.index,1$/m);
    assert.match(csv, /^corpus tiny,missing in the new result/m);
  });

  it('prints every format', async () => {
    const [old, now] = [timed(0.9, 0.9), timed(0.8, 0.9)];
    const json = JSON.parse(await compare(old, now, '--json')) as Comparison;
    assert.equal(json.schema, 'zswap-bench.compare/1');
    assert.equal(json.timed.length, 10);
    assert.match(await compare(old, now, '--format', 'markdown'), /^### relativeToCompressor/m);
    assert.match(
      await compare(old, now, '--format', 'csv'),
      /^cell,metric,old,new,change,p,proven\n/,
    );
    const mail = await compare(old, now, '--format', 'lkml');
    assert.match(mail, /^\$ zswap-bench compare .*old\.json/);
    assert.match(mail, /\nkernel 6\.18, scenario fill, 4 tasks, seed 1, /);
    assert.match(mail, /\ncorpus tiny: 40 pages, sha256 [0-9a-f]{16}\n/);
    assert.match(
      mail,
      /^cell +baseline +new +delta\ntiny.* -1\d\.\d% p 0\.000\ntiny.* ~ p 1\.000$/m,
    );
    for (const line of mail.split('\n')) {
      assert.ok(line.length <= 72 && /^[\x20-\x7e]*$/.test(line), line);
    }
  });

  it('fails with one line for an invalid result on either side', async () => {
    const good = fileIn(folder, 'good.json', JSON.stringify(result));
    const bad = fileIn(folder, 'bad.json', '{');
    for (const paths of [
      [good, bad],
      [bad, good],
      [good, `${folder}/none`],
    ]) {
      const { exitCode, stdout, stderr } = await inProcess('compare', ...paths);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, /^zswap-bench: .*: expected .*; found .*; .*\n$/);
    }
    assert.equal((await inProcess('compare', good)).exitCode, 2);
  });
});
