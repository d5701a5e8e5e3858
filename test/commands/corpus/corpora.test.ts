import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { shippedCorpora } from '../../../src/corpus/shipped.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { tinyCore, tinyPages, writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { raw, core } = writeTinyCorpora(folder);

// One pass over the corpus, in a machine of its size.
const SMALL = ['--total-ram', 'offered', '--repeat', '1'];

function run(...args: string[]) {
  return inProcess('run', '--no-timing', '-c', 'lz4', '-s', 'batch', '--json', ...SMALL, ...args);
}

async function keys(...args: string[]): Promise<string[]> {
  const { exitCode, stdout, stderr } = await run(...args);
  assert.equal(exitCode, 0, stderr);
  return (JSON.parse(stdout).cells as { key: string }[]).map(({ key }) => key);
}

async function assertRefused(message: RegExp, ...args: string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await run(...args);
  assert.deepEqual([exitCode, stdout], [2, '']);
  assert.match(stderr, message);
  assert.equal(stderr.split('\n').length, 2, `one line: ${stderr}`);
}

describe('--corpus', () => {
  it('takes an existing path whole, commas included', async () => {
    const path = fileIn(folder, 'a,b.core', tinyCore());
    assert.deepEqual(await keys('--corpus', path), ['a,b/lz4/64K/batch']);
  });

  it('takes a list of paths, and may be repeated', async () => {
    const second = fileIn(folder, 'second.core', tinyCore());
    const third = fileIn(folder, 'third.core', tinyCore());
    assert.deepEqual(
      await keys('--corpus', `${second},${core}`, '--corpus', third),
      ['second', 'tiny', 'third'].map((name) => `${name}/lz4/64K/batch`),
    );
  });

  it('selects a shipped corpus by name, and a file of that name by ./', async () => {
    const before = process.cwd();
    const [shipped] = shippedCorpora().values();
    process.chdir(folder);
    try {
      fileIn(folder, shipped.name, tinyPages());
      const sha256 = async (asked: string) =>
        JSON.parse((await run('--corpus', asked)).stdout).corpora[0].sha256;
      assert.equal(await sha256(shipped.name), shipped.sha256);
      assert.notEqual(await sha256(`./${shipped.name}`), shipped.sha256);
    } finally {
      process.chdir(before);
    }
  });

  it('with two corpora of one name is an error', () =>
    assertRefused(
      /expected corpora of different names; found two named 'tiny'/,
      ...[...['--corpus', core, '--corpus', raw]],
    ));

  it('with an empty value is an error', () =>
    assertRefused(/--corpus: expected .*found ''/, '--corpus', ''));

  it('of a missing file, a folder without images or a short file is an error with its name', async () => {
    mkdirSync(join(folder, 'sub'));
    const short = fileIn(folder, 'short', 'x');
    await assertRefused(/ \.\/missing: .*found no such file/, '--corpus', './missing');
    await assertRefused(/\/sub: .*memory images; found none/, '--corpus', join(folder, 'sub'));
    await assertRefused(/\/short: .*found 1 byte,/, '--corpus', short);
  });

  it('of a name with a line break is an error of one line', () =>
    assertRefused(/\/two\\nlines: .*found 1 byte,/, '--corpus', fileIn(folder, 'two\nlines', 'x')));
});

describe('--folios', () => {
  it('aligned is an error for a raw dump, which has no addresses', () =>
    assertRefused(
      /tiny\.raw: expected pages with virtual addresses .*found a raw dump; pass --folios dense/,
      ...['--folios', 'aligned', '--corpus', raw],
    ));

  it('dense prints no remark, and groups folios across runs', async () => {
    for (const path of [raw, core]) {
      const { exitCode, stdout, stderr } = await run('--folios', 'dense', '--corpus', path);
      assert.deepEqual([exitCode, stderr], [0, '']);
      const [{ exact }] = JSON.parse(stdout).cells;
      // 40 pages are two folios of 16 and 8 single pages, 4 of which are zero.
      assert.equal(exact.folios.offered, 10);
      assert.equal(JSON.parse(stdout).config.folios, 'dense');
    }
  });

  it('aligned groups a core by address', async () => {
    const { stdout } = await run('--folios', 'aligned', '--corpus', core);
    // Run 0x100 to 0x118: 16 + 8. Run 0x202 to 0x212: two single pages, 4 + 8, two single pages.
    assert.equal(JSON.parse(stdout).cells[0].exact.folios.offered, 8);
  });
});

describe('--drop-partial', () => {
  it('drop cuts off an incomplete page; without it the dump is an error', async () => {
    const partial = fileIn(folder, 'partial.raw', tinyPages().subarray(0, 5000));
    await assertRefused(/found 5000 bytes, 904 more than whole pages/, '--corpus', partial);
    const { stdout } = await run('--corpus', partial, '--drop-partial');
    assert.equal(JSON.parse(stdout).corpora[0].pages, 1);
  });
});

describe('--offer', () => {
  it('repeats the corpus up to this size', async () => {
    const pages = async (...args: string[]) => {
      const { stdout } = await run('--corpus', core, ...args);
      return JSON.parse(stdout).cells[0].exact.pages.offered;
    };
    assert.equal(await pages(), 40);
    assert.equal(await pages('--offer', '1M', '--folios', 'dense'), 256);
    // The second pass's first folio of 64K would exceed the offer.
    assert.equal(await pages('--offer', '220K'), 40);
  });
});
