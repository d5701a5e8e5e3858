import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../../src/common/errors.js';
import { selectCorpora } from '../../../src/corpus/corpus.js';
import { corpusName, openPageSource } from '../../../src/corpus/page-source.js';
import { shippedCorpora } from '../../../src/corpus/shipped.js';
import { isWholeSpec, readSpec } from '../../../src/corpus/synthetic/synthetic-spec.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { assertRefused } from '../../support/refusals.js';

const folder = temporaryFolder();

const MODEL = {
  schema: 'zswap-bench.synthetic/1',
  pages: 30,
  seed: 4,
  zero: 0.1,
  incompressible: 0.2,
  lengths: [100, 300, 2000],
  symbols: 70,
  correlation: { '2M': 0.1, '64K': 0.2, '16K': 0.3 },
  folios: { '2M': 0, '1M': 0, '512K': 0, '256K': 0, '128K': 0, '64K': 0.5, '32K': 0, '16K': 0.5 },
};

function model(changed: object = {}): string {
  return fileIn(folder, 'my.json', JSON.stringify({ ...MODEL, ...changed }));
}

async function refusedSpec(spec: string, message: RegExp): Promise<void> {
  const select = async () => {
    for (const { path } of selectCorpora([spec])) await openPageSource(path);
  };
  await assert.rejects(select, (error) => {
    assert.ok(error instanceof Failure);
    assert.equal(error.exitCode, 2);
    assert.match(error.message, message);
    return true;
  });
}

describe('synthetic corpus on the command line', () => {
  it('is one of a list, under the name that selects it', () => {
    const [name] = shippedCorpora().keys();
    const [first, second] = selectCorpora([`synth:zero=0.1:seed=2,${name}`]);
    assert.deepEqual(first, { name: 'synth:zero=0.1:seed=2', path: 'synth:zero=0.1:seed=2' });
    assert.equal(second.name, name);
  });

  it('of a file has the name of the file without folder and extension', () => {
    assert.equal(corpusName('synth:some/my.core.json:seed=2'), 'synth:my.core:seed=2');
    assert.deepEqual(
      ['synth:', 'synth:seed=2', 'synth:my.json', 'synth:my.json:seed=2', 'redis'].map(isWholeSpec),
      [true, true, false, false, false],
    );
  });

  it('has defaults, and a value for each key', async () => {
    const { pages, seed, zero, folios } = await readSpec('synth:');
    assert.deepEqual([pages, seed, zero, folios?.['2M']], [16384, 1, 0.05, 1]);
    const asked = await readSpec(
      'synth:pages=7:zero=0:incompressible=1:mean=900:sd=1:symbols=99:correlation=0.25:aligned=0:seed=9',
    );
    assert.deepEqual([asked.pages, asked.zero, asked.incompressible, asked.seed], [7, 0, 1, 9]);
    assert.deepEqual([asked.symbols, asked.folios?.['2M']], [99, 0]);
    assert.deepEqual(asked.correlation, { '2M': 0.25, '64K': 0.25, '16K': 0.25 });
    for (const length of asked.lengths) assert.ok(Math.abs(length - 900) < 8, `${length}`);
  });

  it('of a file has its model, with other pages and another seed on request', async () => {
    assert.deepEqual(await readSpec(`synth:${model()}`), MODEL);
    const { pages, seed, ...rest } = await readSpec(`synth:${model()}:seed=7:pages=9`);
    assert.deepEqual([pages, seed], [9, 7]);
    assert.deepEqual({ ...rest, pages: 30, seed: 4 }, MODEL);
  });

  it('is refused with a suggestion for an unknown key', async () => {
    await refusedSpec(
      'synth:zer=1',
      /^keys of synth: expected one of pages, .*did you mean 'zero'\?$/,
    );
    await refusedSpec('synth:=3', /^keys of synth: expected one of/);
  });

  it('is refused for a value that is none', async () => {
    for (const text of ['0', '-1', '1.5', '1e3', 'x', '', '268435457', '9'.repeat(400)]) {
      await refusedSpec(
        `synth:pages=${text}`,
        /^synth pages: expected a whole number from 1 to 268435456; found/,
      );
    }
    for (const text of ['1.1', '-0.1', '.5', '1e-1', 'NaN', '']) {
      await refusedSpec(`synth:zero=${text}`, /^synth zero: expected a number from 0 to 1; found/);
    }
    await refusedSpec('synth:seed=1:seed=1', /^synth seed: expected one value; found two;/);
    await refusedSpec(
      'synth:pages=5,zero=1',
      /^synth pages: .* found '5,zero=1'; write synth:KEY=VALUE:KEY=VALUE/,
    );
  });

  it('is refused for values that do not go together', async () => {
    await refusedSpec(
      'synth:zero=0.6:incompressible=0.5',
      /shares of at most 1 together; found 0.6 and 0.5;/,
    );
    await refusedSpec(
      'synth:mean=100:sd=3000',
      /^synth sd: expected at most 71 with mean=100; found 3000/,
    );
    await refusedSpec(
      `synth:${model()}:zero=0.5`,
      /^synth zero: expected only pages and seed beside a file/,
    );
  });

  it('is refused for a file that is no model', async () => {
    await refusedSpec(
      `synth:${folder}/none.json`,
      /expected a model of a synthetic corpus; found no such file/,
    );
    await refusedSpec(`synth:${folder}`, /found a directory/);
    for (const text of ['', '{', '[]', 'null', '1', '"x"', `{"schema":${'['.repeat(1000)}`]) {
      await refusedSpec(`synth:${fileIn(folder, 'bad.json', text)}`, /bad\.json: expected /);
    }
  });

  it('is refused for a model with a field that is missing or out of bounds', async () => {
    const bad: Readonly<Record<string, readonly unknown[]>> = {
      schema: ['zswap-bench.synthetic/2'],
      pages: [0, 2 ** 28 + 1, 1.5, '3', null],
      seed: [-1, 2 ** 32],
      zero: [-0.1, 0.9, '0', null],
      incompressible: [2, null],
      lengths: [
        [],
        [26, 100],
        [100, 4096],
        [300, 200],
        [100, 200.5],
        new Array(5000).fill(99),
        'x',
        null,
      ],
      symbols: [23, 256],
      correlation: [
        {},
        null,
        { '2M': 0.5, '64K': 0.2, '16K': 0.3 },
        { '2M': 0, '64K': 0, '16K': 2 },
      ],
      folios: [{}, 1, { ...MODEL.folios, '2M': 0.1 }, { ...MODEL.folios, '2M': -1 }],
    };
    for (const [field, values] of Object.entries(bad)) {
      for (const value of [undefined, ...values]) {
        await refusedSpec(
          `synth:${model({ [field]: value })}`,
          /my\.json: expected .*; found (an)?other values?|schema/,
        );
      }
    }
  });

  it('is not read as raw pages from the file of its model', async () => {
    await assertRefused(model(), /found a model of a synthetic corpus; name it as synth:FILE$/);
  });
});
