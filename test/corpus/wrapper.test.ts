import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PAGE_SIZE } from '../../src/common/page.js';
import { openPageSource } from '../../src/corpus/page-source.js';
import { elfCore } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { lz4Frame } from '../support/lz4-frames.js';
import { readPages, somePages } from '../support/page-readers.js';
import { inOwnProcess } from '../support/peak-memory.js';
import { assertRefused } from '../support/refusals.js';
import { xzStream } from '../support/xz-streams.js';
import { compressed, storedFrame } from '../support/zstd-frames.js';

const folder = temporaryFolder();
const data = somePages(5);
const segments = [
  { address: 0x10000, data: data.subarray(0, 3 * PAGE_SIZE), at: 999 },
  { address: 0x13000, data: data.subarray(3 * PAGE_SIZE) },
];

const CONTENTS: Record<string, Uint8Array> = {
  'a core': elfCore({ segments }),
  'a core with PN_XNUM': elfCore({ segments, extended: true }),
  'a core with unordered segments': elfCore({
    segments: [{ address: 0x50000, data: data.subarray(0, PAGE_SIZE), at: 30_000 }, ...segments],
  }),
  'a raw dump': data,
};

describe('compressed file', () => {
  for (const [what, content] of Object.entries(CONTENTS)) {
    describe(what, () => {
      const packings: Record<string, () => Promise<Uint8Array>> = {
        gzip: async () => gzipSync(content),
        'gzip, stored': async () => gzipSync(content, { level: 0 }),
        lz4: async () => lz4Frame(content),
        xz: async () => xzStream(content),
        'zstd, stored': async () => storedFrame(content),
        'zstd, level 1': () => compressed(content, 1),
        'zstd, level 19': () => compressed(content, 19),
      };
      let plain: Awaited<ReturnType<typeof readPages>>;
      before(async () => {
        plain = await readPages(fileIn(folder, 'plain', content));
        assert.ok(plain.length > 0);
      });
      for (const [packing, pack] of Object.entries(packings)) {
        it(`has the same pages in ${packing}, under any file name`, async () => {
          assert.deepEqual(await readPages(fileIn(folder, 'packed.txt', await pack())), plain);
        });
      }
    });
  }

  it('can be read repeatedly', async () => {
    const source = await openPageSource(fileIn(folder, 'again', storedFrame(data)));
    for (let round = 0; round < 3; round++) {
      const read: Buffer[] = [];
      for await (const { bytes } of source.windows()) read.push(Buffer.from(bytes));
      assert.deepEqual(Buffer.concat(read), data, `round ${round}`);
    }
    await source.close();
  });

  it('keeps the zero pages of a core, since it has no holes', async () => {
    const core = elfCore({ segments: [{ address: 0x1000, data: new Uint8Array(PAGE_SIZE * 2) }] });
    assert.equal((await readPages(fileIn(folder, 'zeros', gzipSync(core)))).length, 2);
  });

  it('is refused when its content is compressed again', async () => {
    const packed = storedFrame(data);
    // Padded to whole pages, which would otherwise be read as a raw dump.
    const padded = Buffer.concat([packed, Buffer.alloc(PAGE_SIZE - (packed.length % PAGE_SIZE))]);
    for (const twice of [gzipSync(padded), storedFrame(padded), storedFrame(gzipSync(data))]) {
      await assertRefused(fileIn(folder, 'twice', twice), /found data that was packed twice/);
    }
    for (const packed of [gzipSync(xzStream(data)), storedFrame(lz4Frame(data))]) {
      await assertRefused(fileIn(folder, 'mixed', packed), /found data that was packed twice/);
    }
    const tar = Buffer.alloc(PAGE_SIZE);
    tar.write('ustar', 257);
    await assertRefused(
      fileIn(folder, 'tar in gzip', gzipSync(tar)),
      /found a tar archive; unpack/,
    );
  });

  it('is refused when it is empty', async () => {
    for (const empty of [gzipSync(Buffer.alloc(0)), storedFrame(Buffer.alloc(0))]) {
      await assertRefused(fileIn(folder, 'empty', empty), /; found no data; /);
    }
  });

  it('reports the incomplete page of a raw dump at the end of the data', async () => {
    for (const packed of [gzipSync(data.subarray(9)), storedFrame(data.subarray(9))]) {
      const path = fileIn(folder, 'remainder', packed);
      await assertRefused(path, /found 20471 bytes, 4087 more than whole pages; .*--drop-partial/);
      assert.equal((await readPages(path, { dropPartial: true })).length, 4);
    }
  });

  it('is refused at its end when a core declares 2^60 bytes, without allocating them', () => {
    const oversized = elfCore({ segments: [{ address: 0x10000, data, fileSize: 2n ** 60n }] });
    const paths = [gzipSync(oversized), storedFrame(oversized)].map((packed, i) =>
      fileIn(folder, `oversized${i}`, packed),
    );
    const { returned, peakMiB } = inOwnProcess<string[]>(
      `const { openPageSource } = await load('corpus/page-source.js');
       const messages = [];
       for (const path of input) {
         const source = await openPageSource(path);
         try { for await (const window of source.windows()); }
         catch (error) { messages.push(error.message); }
         await source.close();
       }
       return messages;`,
      paths,
    );
    assert.equal(returned.length, 2);
    for (const message of returned) assert.match(message, /; found an end at byte 20600; /);
    assert.ok(peakMiB < 250, `${peakMiB} MiB`);
  });
});
