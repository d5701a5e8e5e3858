import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { NEEDED_OPTIONS } from '../../../src/guest/kernel/config.js';
import { openKernel } from '../../../src/guest/kernel/kernel.js';
import { TarReader } from '../../../src/guest/kernel/tar-reader.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { tinyImage, tinyModule } from '../../support/kernels.js';

const folder = temporaryFolder();
const has = (program: string) => spawnSync(program, ['--version']).error === undefined;

/** A tar archive of a folder by the system's tar. */
function tarOf(source: string, format: string): Buffer {
  const { stdout, status } = spawnSync('tar', ['-C', source, '--format', format, '-c', '.']);
  assert.equal(status, 0);
  return stdout;
}

describe('tar reader', { skip: has('tar') ? false : 'no tar' }, () => {
  const long = `${'long-folder-name/'.repeat(9)}a.ko`;
  const source = `${folder}/tar`;
  mkdirSync(`${source}/${'long-folder-name/'.repeat(9)}`, { recursive: true });
  fileIn(source, long, 'long');
  fileIn(source, 'exact', Buffer.alloc(512, 'x'));
  fileIn(source, 'empty', '');

  for (const format of ['ustar', 'gnu', 'pax']) {
    it(`reads files of format ${format}, long names too, whatever the pieces`, () => {
      const archive = tarOf(source, format);
      for (const pieceBytes of [1, 511, 512, 100_000]) {
        const found = new Map<string, number>();
        const reader = new TarReader({
          wanted: (path) => path !== 'empty',
          take: (path, content) => found.set(path, content.length),
        });
        for (let at = 0; at < archive.length; at += pieceBytes) {
          reader.push(archive.subarray(at, at + pieceBytes));
        }
        assert.deepEqual(Object.fromEntries(found), { exact: 512, [long]: 4 });
      }
    });
  }
});

describe('packages', { skip: has('dpkg-deb') ? false : 'no dpkg-deb' }, () => {
  /** Builds a package of some files. */
  function debOf(name: string, files: Readonly<Record<string, Uint8Array | string>>): string {
    const root = `${folder}/${name}`;
    mkdirSync(`${root}/DEBIAN`, { recursive: true });
    const control = `Package: ${name}\nVersion: 1\nArchitecture: all\nMaintainer: x\nDescription: x\n`;
    fileIn(root, 'DEBIAN/control', control);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(`${root}/${path.slice(0, path.lastIndexOf('/'))}`, { recursive: true });
      fileIn(root, path, content);
    }
    const path = `${folder}/${name}.deb`;
    const { status, stderr } = spawnSync('dpkg-deb', ['--build', root, path], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return path;
  }

  it('give image, modules and config, one from each', async () => {
    const module = tinyModule('depends=');
    const paths = [
      debOf('linux-binary', { 'usr/lib/modules/7.3.4/vmlinuz': tinyImage('7.3.4') }),
      debOf('linux-modules', {
        'usr/lib/modules/7.3.4/kernel/drivers/block/virtio_blk.ko': module,
        'usr/lib/modules/7.3.4/kernel/drivers/gpu/other.ko': module,
        'usr/lib/modules/7.3.3/kernel/crypto/lz4.ko': module,
        'usr/share/doc/x/config-7.3.4': 'not a config',
      }),
      debOf('linux-base', {
        'boot/config-7.3.4': NEEDED_OPTIONS.map((option) => `${option}=y\n`).join(''),
      }),
    ];
    const kernel = await openKernel({ paths });
    assert.equal(kernel.release, '7.3.4');
    assert.ok(kernel.config?.includes('CONFIG_ZSWAP=y'));
    assert.deepEqual(
      kernel.files.paths.filter((path) => path.endsWith('.ko')),
      ['usr/lib/modules/7.3.4/kernel/drivers/block/virtio_blk.ko'],
    );
  });

  it('without an image are refused in one line', async () => {
    const path = debOf('empty', { 'usr/share/x/y': 'z' });
    await assert.rejects(openKernel({ paths: [path] }), /expected one kernel image; found none/);
  });
});
