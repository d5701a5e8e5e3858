import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import { describe, it } from 'node:test';
import { PAGE_SIZE } from '../../src/common/page.js';
import { openPageSource } from '../../src/corpus/page-source.js';
import { WINDOW_BYTES } from '../../src/corpus/page-windows.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, runsOf, somePages } from '../support/page-readers.js';
import { assertRefused } from '../support/refusals.js';

const folder = temporaryFolder();

function written(bytes: Uint8Array, name = 'dump'): string {
  return fileIn(folder, name, bytes);
}

describe('raw dump', () => {
  it('is one run of pages, numbered from 0', async () => {
    const read = await readPages(written(somePages(3)));
    assert.deepEqual(runsOf(read), [[0, 1, 2]]);
    assert.deepEqual(contentOf(read), somePages(3));
  });

  it('has no addresses and no remarks', async () => {
    const source = await openPageSource(written(somePages(1)));
    await source.close();
    assert.deepEqual([source.format, source.addressed, source.remarks], ['raw', false, []]);
  });

  it('is one run over several windows, also where it ends with a window', async () => {
    for (const count of [WINDOW_BYTES / PAGE_SIZE, (2 * WINDOW_BYTES) / PAGE_SIZE + 1]) {
      const read = await readPages(written(somePages(count)));
      assert.deepEqual(runsOf(read), [Array.from({ length: count }, (_, i) => i)]);
      assert.deepEqual(contentOf(read), somePages(count));
    }
  });

  it('keeps its zero pages', async () => {
    assert.equal((await readPages(written(new Uint8Array(3 * PAGE_SIZE)))).length, 3);
  });

  it('is detected by content, under any file name', async () => {
    for (const name of ['x.core', 'x.core.zst', 'x.gz', 'x.elf', 'x.xz']) {
      assert.equal((await readPages(written(somePages(1), name))).length, 1, name);
    }
  });

  it('is refused with an incomplete page; the message names --drop-partial', async () => {
    const cut = somePages(3).subarray(0, 2 * PAGE_SIZE + 904);
    await assertRefused(
      written(cut),
      /expected an ELF core, or raw pages of 4096 bytes; found 9096 bytes, 904 more than whole pages; check the file, or pass --drop-partial to cut them off$/,
    );
  });

  it('loses only its incomplete page with dropPartial', async () => {
    for (const size of [PAGE_SIZE, PAGE_SIZE + 1, 2 * PAGE_SIZE - 1, WINDOW_BYTES + 17]) {
      const content = somePages(300).subarray(0, size);
      const whole = content.subarray(0, size - (size % PAGE_SIZE));
      assert.deepEqual(contentOf(await readPages(written(content), { dropPartial: true })), whole);
    }
  });

  it('is refused when its size changes after it was opened, also between two passes', async () => {
    const before = WINDOW_BYTES + PAGE_SIZE;
    for (const after of [0, PAGE_SIZE, WINDOW_BYTES, before - 1, before + PAGE_SIZE]) {
      const path = written(somePages(1), `changes-${after}`);
      truncateSync(path, before);
      const source = await openPageSource(path);
      for await (const _ of source.windows());
      truncateSync(path, after);
      await assert.rejects(async () => {
        for await (const _ of source.windows());
      }, /expected \d+ bytes, as when it was opened; found another size while it was read; /);
      await source.close();
    }
  });

  it('is refused below one page, also with dropPartial', async () => {
    for (const size of [1, PAGE_SIZE - 1]) {
      const path = written(somePages(1).subarray(0, size));
      await assertRefused(path, new RegExp(`found ${size} bytes?, .*; check the file$`), {
        dropPartial: true,
      });
    }
  });
});
