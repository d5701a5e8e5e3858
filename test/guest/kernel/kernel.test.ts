import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Failure } from '../../../src/common/errors.js';
import { NEEDED_OPTIONS } from '../../../src/guest/kernel/config.js';
import { openKernel } from '../../../src/guest/kernel/kernel.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { tinyImage, tinyModule } from '../../support/kernels.js';

const folder = temporaryFolder();
const CONFIG = NEEDED_OPTIONS.map((option) => `${option}=y\n`).join('');

/** Writes a tree of files below the test's folder and returns its path. */
function treeOf(name: string, files: Readonly<Record<string, Uint8Array | string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(`${folder}/${name}/${path}`.replace(/\/[^/]*$/, ''), { recursive: true });
    fileIn(`${folder}/${name}`, path, content);
  }
  return `${folder}/${name}`;
}

const refusal = (message: RegExp) => (error: unknown) =>
  error instanceof Failure &&
  error.exitCode === 2 &&
  error.code === 'ZB_GUEST' &&
  message.test(error.message);

describe('kernel', () => {
  it('is found in a folder of unpacked packages, with the modules of its release', async () => {
    const path = treeOf('unpacked', {
      'boot/vmlinuz-6.18.1': tinyImage('6.18.1'),
      'boot/config-6.18.1': CONFIG,
      'lib/modules/6.18.1/kernel/a.ko': tinyModule('depends='),
      'lib/modules/6.17.9/kernel/a.ko': tinyModule('depends=b'),
    });
    const kernel = await openKernel({ paths: [path] });
    assert.equal(kernel.release, '6.18.1');
    assert.equal(kernel.config, CONFIG);
    assert.deepEqual(kernel.files.paths, ['lib/modules/6.18.1/kernel/a.ko']);
  });

  it('is an image with a folder of modules', async () => {
    const path = treeOf('image', {
      bzImage: tinyImage('6.18.1'),
      'modules/kernel/a.ko.xz': 'x',
      'modules/config': CONFIG,
    });
    const kernel = await openKernel({ paths: [`${path}/bzImage`], modules: `${path}/modules` });
    assert.deepEqual(kernel.files.paths.toSorted(), ['config', 'kernel/a.ko.xz']);
    assert.equal(kernel.config, CONFIG);
  });

  it('is a build tree, with the modules that modules.order lists', async () => {
    const path = treeOf('tree', {
      Kbuild: '',
      'arch/x86/boot/bzImage': tinyImage('7.3.4'),
      '.config': CONFIG,
      'modules.order': 'crypto/lz4.o\ndrivers/gone.o\n',
      'crypto/lz4.ko': tinyModule('depends='),
      'crypto/stale.ko': tinyModule('depends='),
    });
    const kernel = await openKernel({ paths: [path] });
    assert.equal(kernel.release, '7.3.4');
    assert.ok(kernel.files.paths.includes('crypto/lz4.ko'));
    assert.deepEqual(
      kernel.files.paths.filter((file) => file.endsWith('.ko')),
      ['crypto/lz4.ko'],
    );
  });

  it('that lack needed options are refused, with the name of each option', async () => {
    const path = treeOf('cloud', {
      'boot/vmlinuz-6.18.1-cloud': tinyImage('6.18.1-cloud'),
      'boot/config-6.18.1-cloud': CONFIG.replace(
        'CONFIG_ZSWAP=y',
        '# CONFIG_ZSWAP is not set',
      ).replace('CONFIG_MEMCG=y', 'CONFIG_MEMCG=n'),
    });
    await assert.rejects(
      openKernel({ paths: [path] }),
      refusal(/found CONFIG_ZSWAP is not set, CONFIG_MEMCG is not set;/),
    );
  });

  it('is refused where there is none, or more than one', async () => {
    const two = treeOf('two', {
      'boot/vmlinuz-6.1': tinyImage('6.1.0'),
      'boot/vmlinuz-6.2': tinyImage('6.2.0'),
    });
    await assert.rejects(openKernel({ paths: [two] }), refusal(/found boot\/vmlinuz-6.1, boot/));
    await assert.rejects(openKernel({ paths: [`${folder}/no`] }), refusal(/found no such file/));
    await assert.rejects(
      openKernel({ paths: [treeOf('none', { readme: '' })] }),
      refusal(/found none/),
    );
  });
});
