import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { selectCorpora } from '../../src/corpus/corpus.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { IMAGE_BUILDERS } from '../support/images.js';
import { readPages, somePages } from '../support/page-readers.js';
import { assertRefused } from '../support/refusals.js';

const root = temporaryFolder();
const RUNS = [{ pfn: 0x100, data: somePages(3) }];
let folders = 0;

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(root, `folder${folders++}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) fileIn(folder, name, content);
  return folder;
}

function names(folder: string): string[] {
  return selectCorpora([folder]).map(({ name }) => name);
}

describe('image folder', () => {
  it('stands for its images, by name, and leaves out what is none', () => {
    const folder = folderWith({
      'b.raw': somePages(2),
      'a.lime': IMAGE_BUILDERS.LiME(RUNS, ''),
      'README.md': '# Dumps\n',
      '.hidden.raw': somePages(1),
    });
    mkdirSync(join(folder, 'sub'));
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
    assert.deepEqual(names(folder), ['a', 'b']);
  });

  it('has one corpus for each pagemap of CRIU, and none for other images of it', async () => {
    const folder = folderWith({});
    const pagemap = join(folder, 'pagemap-12.img');
    writeFileSync(pagemap, IMAGE_BUILDERS.CRIU(RUNS, pagemap));
    fileIn(folder, 'core-12.img', Buffer.from('1943565400000000', 'hex'));
    assert.deepEqual(selectCorpora([folder]), [{ name: 'pagemap-12', path: pagemap }]);
    const direct = await readPages(join(folder, 'pages-7.img'));
    assert.deepEqual(direct, await readPages(pagemap), 'pages-*.img is read with its pagemap');
  });

  it('keeps a file of an unsupported format, which is refused', async () => {
    const tar = Buffer.alloc(10240);
    tar.write('ustar', 257);
    const [, { path }] = selectCorpora([folderWith({ 'a.raw': somePages(1), 'b.tar': tar })]);
    await assertRefused(path, /found a tar archive; unpack it first \(tar -xf\)/);
  });

  it('is refused without an image in it', () => {
    assert.throws(
      () => selectCorpora([folderWith({ 'README.md': 'x' })]),
      /expected a readable folder with memory images; found none; name files, or another folder/,
    );
  });
});
