import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { KernelFiles } from '../../../src/guest/kernel/kernel-files.js';
import { dependenciesOf, resolveModules } from '../../../src/guest/kernel/modules.js';
import { tinyModule } from '../../support/kernels.js';
import { storedFrame } from '../../support/zstd-frames.js';

function filesOf(files: Readonly<Record<string, Uint8Array>>): KernelFiles {
  return { paths: Object.keys(files), read: (path) => files[path] };
}

async function namesOf(files: KernelFiles, ...wanted: string[]): Promise<string[]> {
  return (await resolveModules(files, wanted)).map(({ name }) => name);
}

describe('modules', () => {
  it('come after what they depend on, each once', async () => {
    const files = filesOf({
      'a.ko': tinyModule('license=GPL', 'depends=b,c-d'),
      'b.ko': tinyModule('depends=c-d'),
      'c-d.ko': tinyModule('depends=', 'softdep=pre: e'),
      'e.ko': tinyModule('depends='),
      'f.ko': tinyModule('depends='),
    });
    assert.deepEqual(await namesOf(files, 'a', 'b'), ['e', 'c_d', 'b', 'a']);
    assert.deepEqual(await namesOf(files, 'c_d'), ['e', 'c_d']);
    assert.deepEqual(await namesOf(files, 'c-d', 'f'), ['e', 'c_d', 'f']);
  });

  it('that have no file are left out: they are built in', async () => {
    const files = filesOf({
      'lib/a.ko': tinyModule('depends=builtin'),
      'a.ko.txt': Buffer.from(''),
    });
    assert.deepEqual(await namesOf(files, 'a', 'zsmalloc'), ['a']);
    assert.deepEqual(await namesOf(files, 'a.ko'), []);
  });

  it('may be compressed by xz, zstd or gzip', async () => {
    const plain = tinyModule('depends=');
    const xz = spawnSync('xz', ['--stdout'], { input: plain });
    const files = filesOf({
      'x.ko.xz': xz.stdout,
      'z.ko.zst': storedFrame(plain),
      'g.ko.gz': gzipSync(plain),
    });
    for (const { content } of await resolveModules(files, ['x', 'z', 'g'])) {
      assert.deepEqual(Buffer.from(content), plain);
    }
    assert.deepEqual(await namesOf(files, 'x', 'z', 'g'), ['x', 'z', 'g']);
  });

  it('name their dependencies in whole fields only', () => {
    assert.deepEqual(dependenciesOf(tinyModule('xdepends=no', 'depends=yes,y-2')), ['yes', 'y_2']);
    assert.deepEqual(dependenciesOf(tinyModule('softdep=post: no', 'depends=')), []);
  });
});
