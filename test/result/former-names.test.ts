import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ResultDocument } from '../../src/result/document.js';
import { formerNames } from '../../src/result/former-names.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { resultOf } from '../support/result-documents.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);

describe('former names in a result', () => {
  let present: ResultDocument;

  before(async () => {
    present = await resultOf('--corpus', core, '-c', 'lz4,zstd:1,deflate', '--no-timing');
  });

  const of = (version: string, ...compressors: readonly string[]): ResultDocument => ({
    ...present,
    tool: { version },
    config: { ...present.config, compressors },
    cells: present.cells.map((cell) => ({ ...cell, compressor: compressors[0] })),
  });

  it('are none in a result of this version', () => {
    assert.equal(formerNames(present), null);
    assert.equal(formerNames(of('0.2.0', 'lz4', 'zstd:3', 'lz4-wasm', 'zstd-codec')), null);
  });

  it('are lz4 and zstd of versions 0.1.x, at any level', () => {
    const all = 'lz4 is lz4-wasm now, zstd is zstd-codec now';
    assert.equal(
      formerNames(of('0.1.0', 'lz4', 'zstd:3')),
      `former names of version 0.1.0: ${all}`,
    );
    assert.equal(formerNames(of('0.1.7', 'deflate:9', 'lzo')), null);
    assert.match(String(formerNames(of('0.1.0', 'zstd', 'zstd:1'))), /: zstd is zstd-codec now$/);
  });

  it('are lz4-kernel and kernel next of any version', () => {
    assert.match(String(formerNames(of('0.2.0', 'lz4-kernel'))), /: lz4-kernel is lz4 now$/);
    const config = { ...present.config, kernel: 'next' };
    assert.match(String(formerNames({ ...present, config })), /: kernel next is 7\.3 now$/);
    const [cell, ...others] = present.cells;
    const cells = [{ ...cell, kernel: 'next' }, ...others];
    assert.match(String(formerNames({ ...present, cells })), /: kernel next is 7\.3 now$/);
  });

  it('are one line on stderr where such a result is read or compared', async () => {
    const old = fileIn(folder, 'old.json', Buffer.from(JSON.stringify(of('0.1.0', 'lz4-kernel'))));
    const now = fileIn(folder, 'now.json', Buffer.from(JSON.stringify(present)));
    const line = `zswap-bench: ${old}: former names of version 0.1.0: lz4-kernel is lz4 now\n`;
    assert.equal((await inProcess('compare', old, now)).stderr, line);
    assert.equal((await inProcess('report', old)).stderr, line);
    const gated = await inProcess('gate', '--baseline', old, '--current', now, '--no-timing');
    assert.ok(gated.stderr.startsWith(line), gated.stderr);
    assert.equal((await inProcess('compare', now, now)).stderr, '');
  });
});
