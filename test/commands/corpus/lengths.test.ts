import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PAGE_SIZE } from '../../../src/common/page.js';
import { elfCore } from '../../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { textPage } from '../../support/pages.js';
import { tinyCore, tinyPages, writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { raw, core } = writeTinyCorpora(folder);
const lengths = join(folder, 'tiny.lengths');

async function written(from: string, to: string, ...options: string[]): Promise<string> {
  const args = ['corpus', 'lengths', from, '-c', 'lz4,zstd', '-o', to, ...options];
  const { exitCode, stderr } = await inProcess(...args);
  assert.equal(exitCode, 0, stderr);
  return to;
}

/** Lines of a file of lengths, as values. */
function linesOf(path: string): Record<string, unknown>[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Output of a command on an image, then on its lengths at the same path. */
async function onBoth(image: string, command: readonly string[], ...options: string[]) {
  mkdirSync(join(folder, 'both'), { recursive: true });
  const path = join(folder, 'both', 'tiny.img');
  copyFileSync(image, path);
  const ofPages = await inProcess(...command, '--corpus', path);
  await written(image, path, ...options);
  return [ofPages, await inProcess(...command, '--corpus', path)];
}

const SMALL = ['--total-ram', 'offered', '--repeat', '2'];

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  run: ['run', '--no-timing', '-s', 'all', '--json', '-f', '16K,64K', ...SMALL],
  'run without read-back': ['run', '--no-timing', '--no-verify', '--json', ...SMALL],
  'run with threads': ['run', '--no-timing', '--json', '--jobs', '2', '--offer', '512M', ...SMALL],
  'run of dense folios': ['run', '--no-timing', '--json', '--folios', 'dense', ...SMALL],
  advise: ['advise', '-c', 'lz4', '--json', '--repeat', '1', '--total-ram', 'offered'],
  check: ['check', '-s', 'batch', '--schedules', '9', '-f', '64K', '--json'],
  explain: ['explain', '--folio', '0', '-s', 'batch', '-c', 'lz4', ...SMALL.slice(0, 2)],
};

describe('corpus lengths', () => {
  before(() => written(core, lengths));

  for (const [name, command] of Object.entries(COMMANDS)) {
    it(`gives the output of the pages, byte for byte: ${name}`, async () => {
      const [ofPages, ofLengths] = await onBoth(core, command);
      assert.ok(ofPages.stdout.length > 100, ofPages.stderr);
      // check has its time on stderr.
      assert.equal(ofLengths.stdout, ofPages.stdout);
      assert.equal(ofLengths.exitCode, ofPages.exitCode);
    });
  }

  it('gives the output of a raw image, and of one with --holes absent', async () => {
    for (const options of [[], ['--holes', 'absent']]) {
      const command = ['run', '--no-timing', '--json', ...SMALL, ...options];
      const [ofPages, ofLengths] = await onBoth(raw, command, ...options);
      assert.deepEqual([ofPages.exitCode, ofLengths.stdout], [0, ofPages.stdout]);
    }
  });

  it('passes a gate whose baseline is that of the pages', async () => {
    const baseline = join(folder, 'baseline.json');
    const options = ['--no-timing', ...SMALL, '-s', 'batch', '-c', 'lz4'];
    await inProcess('run', ...options, '--corpus', core, '--json', '-o', baseline);
    const gate = ['gate', '--no-timing', '--baseline', baseline, '--corpus', lengths];
    const { exitCode, stdout, stderr } = await inProcess(...gate);
    assert.equal(exitCode, 0, stdout + stderr);
  });

  it('has the flags of zero and same-filled pages', async () => {
    const pages = [new Uint8Array(PAGE_SIZE), textPage(1), new Uint8Array(PAGE_SIZE).fill(7)];
    const almost = new Uint8Array(PAGE_SIZE).fill(7);
    almost[PAGE_SIZE - 1] = 8;
    const words = Buffer.alloc(PAGE_SIZE, 'abcdefgh');
    const halves = Buffer.alloc(PAGE_SIZE, 'abcdefghijklmnop');
    const from = fileIn(folder, 'flags', Buffer.concat([...pages, almost, words, halves]));
    const to = await written(from, join(folder, 'flags.lengths'));
    assert.equal(linesOf(to)[1].kinds, 'z.s.s.');
  });

  it('has no byte of a page', () => {
    const PIECE = 6;
    const file = readFileSync(lengths).toString('latin1');
    const pieces = new Set<string>();
    for (let at = 0; at + PIECE <= file.length; at++) pieces.add(file.slice(at, at + PIECE));
    const pages = tinyPages().toString('latin1');
    for (let at = 0; at + PIECE <= pages.length; at++) {
      const piece = pages.slice(at, at + PIECE);
      assert.ok(!pieces.has(piece), `'${piece}' at ${at}`);
    }
  });

  it('has these fields alone: place, flags and lengths', () => {
    const [header, ...lines] = linesOf(lengths);
    const totals = lines.pop() ?? {};
    const fields = (value: object) => Object.keys(value).sort();
    assert.deepEqual(
      fields(header),
      ['addressed', 'compressors', 'format', 'holes', 'presence', 'schema'].sort(),
    );
    for (const line of lines) {
      assert.deepEqual(fields(line), ['kinds', 'lengths', 'pfn', 'startsRun']);
    }
    assert.deepEqual(fields(totals), ['pages', 'remarks', 'roundTrips', 'sha256', 'zeroPages']);
  });

  it('is read packed too', async () => {
    const packed = fileIn(folder, 'tiny.lengths.gz', gzipSync(readFileSync(lengths)));
    const run = (path: string) => inProcess('run', '--no-timing', ...SMALL, '--corpus', path);
    assert.deepEqual(await run(packed), await run(lengths));
  });
});

async function assertRefusal(expected: RegExp, ...args: string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await inProcess(...args);
  assert.deepEqual([exitCode, stdout], [2, '']);
  assert.match(stderr, expected);
  assert.equal(stderr.split('\n').length, 2, stderr);
}

describe('a file of lengths', () => {
  before(() => written(core, lengths));

  it('is refused by the timed part, before any cell, and where pages are needed', async () => {
    const never = join(folder, 'never');
    for (const args of [
      [
        'run',
        '-s',
        'batch',
        '--corpus',
        raw,
        '--corpus',
        fileIn(folder, 'b', readFileSync(lengths)),
      ],
      ['compressors', '--corpus', lengths],
      ['corpus', 'import', lengths, '-o', never],
      ['corpus', 'lengths', lengths, '-o', never],
    ]) {
      await assertRefusal(
        /expected a memory image, with the content of its pages; found a file of lengths/,
        ...args,
      );
    }
    assert.ok(!existsSync(never));
  });

  it('without a compressor is refused by its name', async () => {
    const args = ['run', '--no-timing', '-c', 'lzo', '--corpus', lengths];
    await assertRefusal(
      /expected lengths of lzo; found those of lz4, zstd, zstd-6\.12, zstd-6\.16/,
      ...args,
    );
  });

  it('written with other --holes is refused; of a core that notes its presence it is not', async () => {
    const args = ['run', '--no-timing', ...SMALL, '--holes', 'absent', '--corpus'];
    await assertRefusal(
      /expected --holes zero, as when .*; found --holes absent/,
      ...args,
      lengths,
    );
    const present = join(folder, 'present.core');
    await inProcess('corpus', 'import', core, '--holes', 'absent', '-o', present);
    const noted = await written(present, join(folder, 'present.lengths'));
    assert.equal((await inProcess(...args, noted)).exitCode, 0);
  });

  it('that is damaged is one clear line', async () => {
    const text = readFileSync(lengths, 'utf8');
    const [header, first, ...rest] = text.trimEnd().split('\n');
    const all = (...lines: string[]) => `${lines.join('\n')}\n`;
    const damaged: readonly string[] = [
      text.slice(0, -20),
      all(header),
      all(header, first),
      all(header, ...rest),
      all(header, first, ...rest, 'more'),
      all(header.replace('lengths/1', 'lengths/9'), first, ...rest),
      all(header.replace('"compressors":[', '"compressors":["lzo",'), first, ...rest),
      all(header, first.replace(/"pfn":\d+/, '"pfn":-1'), ...rest),
      all(header, first.replace('"startsRun":true', '"startsRun":false'), ...rest),
      all(header, first.replace('[[', '[[9999,'), ...rest),
      all(header, first.replace(/\[\[\d+/, '[[9999'), ...rest),
      all(header, first.replace(/\[\[\d+/, '[[1.5'), ...rest),
      all(header, first.replace('"kinds":".', '"kinds":"?'), ...rest),
      all(header, first, ...rest).replace(/"zeroPages":\d+/, '"zeroPages":1'),
      all(header, 'x'.repeat(3 << 20)),
      all(header, 'null'),
    ];
    for (const [i, content] of damaged.entries()) {
      assert.notEqual(content, text, `${i}`);
      const path = join(folder, 'damaged');
      writeFileSync(path, content);
      await assertRefusal(/damaged: expected /, 'run', '--no-timing', '--corpus', path);
    }
  });

  it('has lines of runs longer than a window, and is read as one run', async () => {
    const pages = Buffer.concat(Array.from({ length: 600 }, (_, i) => textPage(i % 7)));
    const from = fileIn(
      folder,
      'long',
      elfCore({ segments: [{ address: 0x200000, data: pages }] }),
    );
    const to = await written(from, join(folder, 'long.lengths'));
    const starts = linesOf(to).flatMap(({ startsRun }) => startsRun ?? []);
    assert.deepEqual(starts, [true, false, false]);
    const [ofPages, ofLengths] = await onBoth(from, [
      'run',
      '--no-timing',
      '-f',
      '2M',
      '--json',
      ...SMALL,
    ]);
    assert.deepEqual(ofLengths, ofPages);
  });

  it('in a folder is an image of it', async () => {
    const images = join(folder, 'images');
    mkdirSync(images);
    copyFileSync(lengths, join(images, 'a.lengths'));
    fileIn(images, 'b.core', tinyCore());
    const { stdout } = await inProcess(
      'run',
      '--no-timing',
      '--json',
      '-s',
      'batch',
      '-c',
      'lz4',
      ...SMALL,
      '--corpus',
      images,
    );
    const { cells } = JSON.parse(stdout) as { cells: { corpus: string; exact: unknown }[] };
    assert.deepEqual(
      cells.map(({ corpus }) => corpus),
      ['a', 'b'],
    );
  });
});
