import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Failure } from '../../src/common/errors.js';
import { selectCorpora } from '../../src/corpus/corpus.js';
import { openPageSource } from '../../src/corpus/page-source.js';
import { elfCore } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { criuImage, IMAGE_BUILDERS, message } from '../support/images.js';
import { readPages, somePages } from '../support/page-readers.js';
import { assertInputFailure, assertRefused } from '../support/refusals.js';
import { sparseFile } from '../support/sparse-files.js';

const folder = temporaryFolder();
const data = somePages(600);
const RUNS = [{ pfn: 0x100, data }];

describe('hostile file: a size that it claims', () => {
  const PETABYTE = 2 ** 50;
  it('of a petabyte is refused at once: ELF core', () =>
    assertRefused(
      fileIn(folder, 'core', elfCore({ segments: [{ data, fileSize: PETABYTE }] })),
      /expected data up to byte .*; found a truncated file/,
    ));

  it('of a petabyte is refused at once: LiME', () => {
    const image = Buffer.from(IMAGE_BUILDERS.LiME(RUNS, ''));
    image.writeBigUInt64LE(BigInt(PETABYTE), 16);
    return assertRefused(
      fileIn(folder, 'lime', image),
      /expected data up to byte .*; found a file/,
    );
  });

  it('of a petabyte is refused at once: CRIU', () => {
    const entry = message([1, 0x1000], [2, PETABYTE / 4096]);
    fileIn(folder, 'pages-3.img', data);
    const image = criuImage(0x56084025, [message([1, 3]), entry]);
    return assertRefused(fileIn(folder, 'criu', image), /expected pages-3.img of \d{16} bytes/);
  });

  it('of many ranges is bounded: CRIU', () => {
    const path = sparseFile(join(folder, 'long'), 2 ** 34, [[0, criuImage(0x56084025, [])]]);
    return assertRefused(path, /expected an image of at most 16777216 bytes; found a larger one/);
  });

  it('of a part of a page is refused: mapping of CRIU', () => {
    const path = join(folder, 'pagemap-7.img');
    writeFileSync(path, IMAGE_BUILDERS.CRIU(RUNS, path));
    const mappings = message([14, message([1, 0x180001], [2, 0x200000])]);
    const file = fileIn(folder, 'mm-7.img', criuImage(0x57492820, [mappings]));
    return assert.rejects(readPages(path), (error) => {
      assertInputFailure(error, file);
      assert.match(error.message, /expected mappings of whole pages; found one at 1572865; /);
      return true;
    });
  });

  it('below zero is refused: LiME', () => {
    const image = Buffer.from(IMAGE_BUILDERS.LiME(RUNS, ''));
    image.writeBigUInt64LE(0n, 16);
    return assertRefused(fileIn(folder, 'lime', image), /expected ranges of at least a byte/);
  });
});

describe('hostile file: its size changes while it is read', () => {
  for (const [name, build] of Object.entries(IMAGE_BUILDERS)) {
    it(`is refused when it shrinks: ${name}`, async () => {
      const path = join(folder, 'changing');
      writeFileSync(path, build(RUNS, path));
      const source = await openPageSource(path);
      const shrunk = name === 'CRIU' ? join(folder, 'pages-7.img') : path;
      truncateSync(shrunk, 400 * 4096);
      await assert.rejects(
        async () => {
          for await (const _ of source.windows());
        },
        (error) => error instanceof Failure && /found an end at byte/.test(error.message),
      );
      await source.close();
    });

    it(`has the pages that it had when it grows: ${name}`, async () => {
      const path = join(folder, 'changing');
      writeFileSync(path, build(RUNS, path));
      const source = await openPageSource(path);
      appendFileSync(name === 'CRIU' ? join(folder, 'pages-7.img') : path, data);
      let bytes = 0;
      for await (const window of source.windows()) bytes += window.bytes.length;
      assert.equal(bytes, data.length);
      await source.close();
    });
  }
});

describe('hostile file: its kind or name', () => {
  it('is refused in /proc', async () => {
    await assertRefused('/proc/self/maps', /found an empty file/);
    await assertRefused('/proc/self/mem', /found (an empty file|no permission)/);
  });

  it('is refused where a FIFO stands for the pages of a pagemap', async () => {
    const path = join(folder, 'pagemap-1.img');
    writeFileSync(path, IMAGE_BUILDERS.CRIU(RUNS, path));
    const pages = join(folder, 'pages-7.img');
    rmSync(pages);
    execFileSync('mkfifo', [pages]);
    await assert.rejects(readPages(path), /pages-7.img: expected a readable regular file/);
    rmSync(pages);
    await assertRefused(path, /expected pages-7.img beside it; found no such file/);
  });

  it('is refused by name where it is not UTF-8, and read with a newline in it', async () => {
    const odd = join(folder, 'odd');
    mkdirSync(odd);
    writeFileSync(Buffer.concat([Buffer.from(`${odd}/`), Buffer.of(0xff, 0x2e, 0x61)]), data);
    await assertRefused(join(odd, '\ufffd.a'), /found a name that is not UTF-8/);
    fileIn(odd, 'a\nb', data);
    const [corpus] = selectCorpora([join(odd, 'a\nb')]);
    assert.equal(corpus.name, 'a\\nb');
    assert.equal((await readPages(corpus.path)).length, 600);
    assert.throws(
      () => selectCorpora([odd]),
      (error) => error instanceof Failure && /found a name that is not UTF-8/.test(error.message),
    );
  });
});
