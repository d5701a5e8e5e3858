import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { CorpusInfo } from '../../../src/commands/corpus/document.js';
import { shippedCorpora } from '../../../src/corpus/shipped.js';
import { elfCore, READ_ONLY } from '../../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { frozenProcess } from '../../support/frozen-process.js';
import { inProcess } from '../../support/in-process.js';
import { packageCopy } from '../../support/package-copy.js';
import { readPages } from '../../support/page-readers.js';
import { tinyCore, tinyPages, writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { raw, core } = writeTinyCorpora(folder);

async function info(...paths: string[]): Promise<CorpusInfo[]> {
  const { exitCode, stdout } = await inProcess('corpus', 'info', '--json', ...paths);
  assert.equal(exitCode, 0);
  return JSON.parse(stdout);
}

describe('corpus list', () => {
  it('prints every shipped corpus, as a table and as JSON', async () => {
    const shipped = [...shippedCorpora().values()];
    const table = await inProcess('corpus', 'list');
    assert.deepEqual([table.exitCode, table.stderr], [0, '']);
    for (const { name } of shipped) assert.match(table.stdout, new RegExp(`^${name} +\\d+ `, 'm'));
    const json = await inProcess('corpus', 'list', '--json');
    assert.deepEqual(JSON.parse(json.stdout), JSON.parse(JSON.stringify(shipped)));
  });

  it('refuses --json with another format, in any order', async () => {
    const list = (...args: string[]) => inProcess('corpus', 'list', ...args);
    const { stdout } = await list('--json');
    assert.equal((await list('--format', 'json', '--json')).stdout, stdout);
    assert.equal((await list('--format', 'csv', '--format', 'json')).stdout, stdout);
    for (const args of [
      ['--format', 'table', '--json'],
      ['--json', '--format', 'table'],
    ]) {
      const { exitCode, stderr } = await list(...args);
      assert.deepEqual([exitCode, /no other format; found --format table/.test(stderr)], [2, true]);
    }
  });
});

describe('corpus info', () => {
  it('counts pages, zero pages, runs, and pages in aligned folios', async () => {
    const [{ compressors, folios, ...of }] = await info(core);
    assert.deepEqual([Object.keys(compressors), folios?.['16K'].folios], [['lz4', 'zstd'], 9]);
    assert.deepEqual(
      { ...of, sha256: of.sha256.length },
      {
        name: 'tiny',
        format: 'ELF core',
        pages: 40,
        zeroPages: 8,
        sameFilledPages: 0,
        duplicatePages: 0,
        runs: 2,
        sha256: 64,
        // Folios of 16, 8, 4 and 8 pages, and 4 single pages.
        alignedShare: {
          '4K': 1,
          '16K': 0.9,
          '32K': 0.8,
          '64K': 0.4,
          ...{ '128K': 0, '256K': 0, '512K': 0, '1M': 0, '2M': 0 },
        },
        remarks: [],
      },
    );
  });

  it('prints no aligned folios of a raw dump, and another checksum, since positions differ', async () => {
    const [of] = await info(raw);
    assert.deepEqual([of.name, of.format, of.runs, of.alignedShare], ['tiny', 'raw', 1, null]);
    assert.notEqual(of.sha256, (await info(core))[0].sha256);
  });

  it('prints the same for a packed file', async () => {
    const packed = fileIn(folder, 'tiny.core.gz', gzipSync(tinyCore()));
    assert.deepEqual(await info(packed), await info(core));
  });

  it('finds shipped corpora by name', async () => {
    const [shipped] = shippedCorpora().values();
    const [of] = await info(shipped.name);
    assert.deepEqual([of.sha256, of.pages], [shipped.sha256, shipped.pages]);
  });

  it('prints omissions on stderr, with the name, and in JSON', async () => {
    const segments = [
      { address: 0x10000, data: tinyPages() },
      { address: 0x90000, data: tinyPages(), flags: READ_ONLY },
    ];
    const path = fileIn(folder, 'remark.core', elfCore({ segments }));
    const remark = 'left out: 1 read-only or file-backed segment; such memory never goes to zswap';
    const { stdout, stderr } = await inProcess('corpus', 'info', '--json', path);
    assert.equal(stderr, `zswap-bench: remark: ${remark}\n`);
    assert.deepEqual(JSON.parse(stdout)[0].remarks, [remark]);
  });
});

describe('corpus verify', () => {
  const sound = { name: 'sound', file: 'sound.core', pages: 40, zeroPages: 8 };
  const launcher = async (changes: Readonly<Record<string, string>>) => {
    const [{ sha256 }] = await info(core);
    const copy = join(folder, `copy${readdirSync(folder).length}`);
    mkdirSync(copy);
    const other = { ...sound, name: 'other', file: 'other.core', sha256, ...changes };
    const files = { 'sound.core': tinyCore(), 'other.core': tinyCore() };
    return packageCopy(copy, [other, { ...sound, sha256 }], files);
  };
  const verify = async (changes: Readonly<Record<string, string>>) => {
    const args = [await launcher(changes), 'corpus', 'verify'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  it('prints ok for each, with exit code 0', async () => {
    assert.deepEqual(await verify({}), { status: 0, stdout: 'other: ok\nsound: ok\n', stderr: '' });
  });

  it('has exit code 1 if one differs, and prints a line for each', async () => {
    assert.deepEqual(await verify({ sha256: 'f'.repeat(64) }), {
      status: 1,
      stdout: 'other: differs from corpora/manifest.json\nsound: ok\n',
      stderr: '',
    });
  });

  it('has exit code 2 if one is missing', async () => {
    const { status, stderr } = await verify({ file: 'missing.core' });
    assert.equal(status, 2);
    assert.match(stderr, /^zswap-bench: .*missing\.core: .*found no such file.*\n$/);
  });
});

describe('a bad input', () => {
  it('is an error of one line in every command that reads it', async () => {
    const bytes = randomBytes(5000);
    const plain = fileIn(folder, 'bad', bytes);
    // Its remainder is found only at its end.
    const packed = fileIn(folder, 'bad.gz', gzipSync(bytes));
    for (const path of [plain, packed]) {
      for (const command of [
        ['run', '--no-timing', '--corpus', path],
        // Remarks on the first are not part of an error.
        ['run', '--no-timing', '-c', 'identity', '--corpus', raw, '--corpus', path],
        ['check', '-s', 'batch', '--corpus', path],
        ['compressors', '--corpus', path],
        ['advise', '--corpus', path],
        ['explain', '--folio', '0', '-s', 'batch', '-c', 'lz4', '--corpus', path],
        ['corpus', 'info', path],
        ['corpus', 'import', path, '-o', join(folder, 'never')],
      ]) {
        const { exitCode, stdout, stderr } = await inProcess(...command);
        assert.deepEqual([exitCode, stdout], [2, ''], command[0]);
        assert.match(stderr, /^zswap-bench: [^\n]*bad(\.gz)?: expected [^\n]*\n$/, command[0]);
      }
    }
  });
});

describe('corpus import', () => {
  it('writes a core with equal pages, runs and checksum, and prints the number', async () => {
    const to = join(folder, 'imported.core');
    const { exitCode, stdout, stderr } = await inProcess('corpus', 'import', core, '-o', to);
    assert.deepEqual([exitCode, stdout], [0, '']);
    assert.equal(stderr, `zswap-bench: ${to}: 40 pages\n`);
    const [from] = await info(core);
    assert.deepEqual(await info(to), [{ ...from, name: 'imported' }]);
  });

  it('may overwrite its input', async () => {
    const path = fileIn(folder, 'self.core.gz', gzipSync(tinyCore()));
    const before = await readPages(path);
    assert.equal((await inProcess('corpus', 'import', path, '-o', path)).exitCode, 0);
    assert.deepEqual(await readPages(path), before);
    assert.equal(readFileSync(path).toString('latin1', 1, 4), 'ELF');
  });

  it('gives the copy the permissions of its input, 0600 at most', async () => {
    const from = fileIn(folder, 'private.core', tinyCore());
    const to = join(folder, 'copy.core');
    for (const [mode, old, copied] of [
      [0o600, null, 0o600],
      [0o600, 0o666, 0o600],
      [0o640, 0o604, 0o600],
      [0o644, 0o600, 0o600],
      [0o644, null, 0o600],
      [0o444, null, 0o400],
    ]) {
      rmSync(to, { force: true });
      if (old !== null) chmodSync(fileIn(folder, 'copy.core', ''), old);
      chmodSync(from, mode ?? 0);
      assert.equal((await inProcess('corpus', 'import', from, '-o', to)).exitCode, 0);
      assert.equal(statSync(to).mode & 0o777, copied);
    }
  });

  it('drops a remainder only with --drop-partial', async () => {
    const from = fileIn(folder, 'partial', tinyPages().subarray(0, 9000));
    const to = join(folder, 'partial.core');
    const refused = await inProcess('corpus', 'import', from, '-o', to);
    assert.deepEqual([refused.exitCode, existsSync(to)], [2, false]);
    const done = await inProcess('corpus', 'import', from, '--drop-partial', '-o', to);
    assert.deepEqual([done.exitCode, done.stderr], [0, `zswap-bench: ${to}: 2 pages\n`]);
  });

  it('keeps the old file, and no temporary one, if the input is damaged', async () => {
    const sub = join(folder, 'damaged');
    mkdirSync(sub);
    const packed = gzipSync(tinyCore());
    const from = fileIn(folder, 'damaged.gz', packed.subarray(0, packed.length - 9));
    const to = fileIn(sub, 'out.core', 'old');
    const { exitCode, stderr } = await inProcess('corpus', 'import', from, '-o', to);
    assert.equal(exitCode, 2);
    assert.match(stderr, /damaged\.gz: expected whole gzip data; found unexpected end of file/);
    assert.deepEqual(readdirSync(sub), ['out.core']);
    assert.equal(readFileSync(to, 'utf8'), 'old');
  });
});

describe('corpus capture', () => {
  it('writes a core with its origin, whole or a sample', async () => {
    const child = await frozenProcess("console.log('ready'); setInterval(() => {}, 1e9);");
    try {
      const pid = String(child.pid);
      const to = join(folder, 'captured.core');
      chmodSync(fileIn(folder, 'captured.core', 'old'), 0o666);
      const whole = await inProcess('corpus', 'capture', '--pid', pid, '-o', to);
      assert.equal(statSync(to).mode & 0o777, 0o600);
      const pages = (await readPages(to)).length;
      assert.deepEqual([whole.exitCode, whole.stdout], [0, '']);
      assert.equal(whole.stderr, `zswap-bench: ${to}: ${pages} pages of process ${pid}\n`);
      const args = ['--sample', '4M', '--seed', '3', '-o', to];
      const sample = await inProcess('corpus', 'capture', '--pid', pid, ...args);
      assert.equal(sample.exitCode, 0);
      const sampled = (await readPages(to)).length;
      assert.ok(sampled > 0 && sampled <= 1024 && sampled < pages, `${sampled} of ${pages}`);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('of an ended process is an error, and writes nothing', async () => {
    const { pid } = spawnSync('true');
    const to = join(folder, 'gone.core');
    const { exitCode, stdout, stderr } = await inProcess(
      ...['corpus', 'capture', '--pid', `${pid}`, '-o', to],
    );
    assert.deepEqual([exitCode, stdout, existsSync(to)], [2, '', false]);
    assert.match(
      stderr,
      new RegExp(`^zswap-bench: \\[ZB_INPUT\\] process ${pid}: expected a running .*\n$`),
    );
  });
});
