import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { costsIn, readCosts } from '../../src/measure/measured-costs.js';
import { type StepCosts, scaledCosts, stepCosts } from '../../src/model/zswap/step-costs.js';
import type { ResultDocument } from '../../src/result/document.js';
import { type ExactCase, runExactCase } from '../support/exact-case.js';
import { temporaryFolder } from '../support/files.js';
import { zswapBench } from '../support/program.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const folder = temporaryFolder();
const LZ4 = { compressNs: 7300, decompressNs: 2300 };
const TIME = { folios: 9, medianNs: 20_000, lowNs: 19_000, highNs: 21_000 };

function costsFile(
  costs: StepCosts = scaledCosts(LZ4, { outNs: 20_000, inNs: 9000, folioPages: 1 }),
) {
  const measured = { out: TIME, in: TIME };
  return {
    schema: 'zswap-bench.costs/1',
    kernel: '6.18.1',
    cpu: 'a cpu',
    entries: [{ compressor: 'lz4', folioSize: '4K', measured, costs }],
  };
}

function written(document: object, name = 'costs.json'): string {
  writeFileSync(`${folder}/${name}`, JSON.stringify(document));
  return `${folder}/${name}`;
}

describe('scaled costs', () => {
  it('add up to the measured time out and in, with the device and the shrinker as they were', () => {
    const own = stepCosts(LZ4);
    const costs = scaledCosts(LZ4, { outNs: 16_000, inNs: 5800, folioPages: 16 });
    const ofFolio = costs.limitCheckNs + costs.accountNs;
    const out = ofFolio / 16 + costs.entryAllocateNs + costs.compressNs + costs.publishNs;
    assert.ok(Math.abs(out - 16_000) < 3, `${out}`);
    assert.ok(Math.abs(costs.loadNs + costs.freeNs - 5800) < 3);
    assert.equal(costs.writebackNs, 4600 + own.deviceNsPerPage);
    for (const name of ['scanNs', 'memcgVisitNs', 'deviceNsPerPage'] as const) {
      assert.equal(costs[name], own[name]);
    }
    assert.ok(Math.abs(costs.compressNs / own.compressNs - costs.publishNs / own.publishNs) < 0.01);
  });
});

describe('costs file', () => {
  it('is read with its checksum, and has costs of the combinations that were measured', async () => {
    const path = written(costsFile());
    const costs = await readCosts(path);
    assert.equal(costs.sha256, createHash('sha256').update(readFileSync(path)).digest('hex'));
    assert.equal(costsIn(costs, 'lz4', '4K').deviceNsPerPage, 8000);
    assert.throws(
      () => costsIn(costs, 'lz4', '64K'),
      /costs of lz4 with folios of 64K; found lz4\/4K;/,
    );
  });

  it('that is none is a failure of one line that names the field', async () => {
    const bad = (document: object) => readCosts(written(document, 'bad.json'));
    await assert.rejects(
      bad({ schema: 'zswap-bench.result/1' }),
      /zswap-bench.costs\/1 at schema; found/,
    );
    const { entries } = costsFile();
    const costs = { ...entries[0].costs, compressNs: 0 };
    await assert.rejects(
      bad({ ...costsFile(), entries: [{ ...entries[0], costs }] }),
      /a whole number from 1 to 1000000000 at entries\[0\].costs.compressNs; found 0;/,
    );
    await assert.rejects(readCosts(folder), /a readable file of costs; found /);
    writeFileSync(`${folder}/text`, 'no JSON');
    await assert.rejects(readCosts(`${folder}/text`), /one whole JSON document; found /);
  });
});

describe('run --costs', () => {
  writeTinyCorpora(folder);
  const args = [
    'run',
    ...['--offer', '160K', '--repeat', '1'],
    '--corpus',
    'tiny.raw',
    '-c',
    'lz4',
    '-f',
    '4K',
    '-s',
    'batch',
    '--no-timing',
    '--total-ram',
    '1G',
    '--json',
  ];

  it('uses the costs and says which in the config', () => {
    const plain = JSON.parse(zswapBench(args, folder).stdout) as ResultDocument;
    const path = written(costsFile());
    const { stdout } = zswapBench([...args, '--costs', path], folder);
    const { config, cells } = JSON.parse(stdout) as ResultDocument;
    assert.equal(plain.config.costs, undefined);
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    assert.deepEqual(config.costs, { sha256, kernel: '6.18.1' });
    const lastNs = (cell: ResultDocument['cells'][number]) => cell.exact.timeline?.at(-1)?.[0] ?? 0;
    assert.ok(lastNs(cells[0]) > 1.5 * lastNs(plain.cells[0]));
    writeFileSync(`${folder}/result.json`, stdout);
    const { stdout: differences } = zswapBench(['compare', 'result.json', 'result.json'], folder);
    assert.match(differences, /no difference/);
  });

  it('ends with one line for a bad file, and for one that lacks a cell', () => {
    for (const [more, message] of [
      [['--costs', 'missing.json'], /missing.json: expected a readable file of costs; found/],
      [
        ['--costs', written(costsFile()), '-c', 'zstd'],
        /costs of zstd with folios of 4K; found lz4\/4K/,
      ],
    ] as const) {
      const { exitCode, stderr, stdout } = zswapBench([...args, ...more], folder);
      assert.equal(exitCode, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.equal(stderr.trim().split('\n').length, 1);
    }
  });
});

describe('page figures of one task', () => {
  const lengths = Array.from({ length: 4000 }, (_, i) => 500 + ((i * 7919) % 3000));
  const figures = async (costs: StepCosts, strategy: string, more: Partial<ExactCase>) => {
    const { pages, folios, rejects, pool, counters, memcg } = await runExactCase({
      ...{ strategy, lengths, folioPages: 16, tasks: 1, costs, memcgMaxPages: 100 },
      ...more,
    });
    return { pages, folios, rejects, pool, counters, memcg };
  };
  const slow = scaledCosts(LZ4, { outNs: 300_000, inNs: 100_000, folioPages: 16 });
  const fast = scaledCosts(LZ4, { outNs: 900, inNs: 20_000, folioPages: 16 });
  const strategies = ['incremental', 'batch', 'mainline-6.18'];

  it('do not depend on costs at a memcg limit, nor at both limits without the shrink worker', async () => {
    for (const more of [{}, { limitPages: 80, shrinkWorker: false }]) {
      for (const strategy of strategies) {
        const [one, other] = [slow, fast].map((costs) => figures(costs, strategy, more));
        assert.ok((await one).folios.rejected > 0);
        assert.deepEqual(await one, await other, `${strategy}, ${JSON.stringify(more)}`);
      }
    }
  });

  it('depend on them at the global limit where the shrink worker is at work meanwhile', async () => {
    const [one, other] = [slow, fast].map((costs) =>
      figures(costs, 'incremental', { limitPages: 400, memcgMaxPages: 350 }),
    );
    assert.notDeepEqual(await one, await other);
  });
});
