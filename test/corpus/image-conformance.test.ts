import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openPageSource, type PageSource } from '../../src/corpus/page-source.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { BORDERLESS, IMAGE_BUILDERS, type ImageBuilder, NOT_WRAPPED } from '../support/images.js';
import { lz4Frame } from '../support/lz4-frames.js';
import { contentOf, readPages, runsOf, somePages } from '../support/page-readers.js';
import { assertRefused } from '../support/refusals.js';
import { xzStream } from '../support/xz-streams.js';
import { storedFrame } from '../support/zstd-frames.js';

const folder = temporaryFolder();
const data = somePages(7 + 300);
const RUNS = [
  { pfn: 0x10, data: data.subarray(0, 3 * 4096) },
  // Touches the run before, and stays one of its own.
  { pfn: 0x13, data: data.subarray(3 * 4096, 4 * 4096) },
  { pfn: 0x80000, data: data.subarray(4 * 4096, 7 * 4096) },
  // More than a window.
  { pfn: 0x90000, data: data.subarray(7 * 4096) },
];
const PFNS = RUNS.map(({ pfn, data }) =>
  Array.from({ length: data.length / 4096 }, (_, i) => pfn + i),
);

const WRAPPERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  zstd: storedFrame,
  gzip: (bytes) => gzipSync(bytes, { level: 1 }),
  xz: xzStream,
  lz4: lz4Frame,
};

/** Frame numbers of each run that a format is to have. */
function expectedRuns(name: string): number[][] {
  const [first, second, ...others] = PFNS;
  return BORDERLESS.includes(name) ? [[...first, ...second], ...others] : PFNS;
}

/** Writes the image of a format, packed by `pack`. */
function written(build: ImageBuilder, pack = (bytes: Uint8Array) => bytes): string {
  const path = fileIn(folder, 'image', '');
  writeFileSync(path, pack(build(RUNS, path)));
  return path;
}

async function inEach(path: string, check: (source: PageSource) => Promise<void>): Promise<void> {
  const source = await openPageSource(path);
  try {
    await check(source);
  } finally {
    await source.close();
  }
}

for (const [name, build] of Object.entries(IMAGE_BUILDERS)) {
  describe(`page source: ${name}`, () => {
    it('has the pages, addresses and runs that were written', async () => {
      const pages = await readPages(written(build));
      assert.deepEqual(runsOf(pages), expectedRuns(name));
      assert.ok(contentOf(pages).equals(data));
    });

    it('has addresses, and its format as its name says', async () => {
      await inEach(written(build), async ({ format, addressed }) => {
        assert.equal(format, name.replace(/^ELF\d+ core, .*/, 'ELF core'));
        assert.equal(addressed, true);
      });
    });

    it('can be read again, also after a pass that was left early', async () => {
      await inEach(written(build), async (source) => {
        for await (const _ of source.windows()) break;
        for (let round = 0; round < 2; round++) {
          const found: Buffer[] = [];
          for await (const { bytes } of source.windows()) found.push(Buffer.from(bytes));
          assert.ok(Buffer.concat(found).equals(data), `round ${round}`);
        }
      });
    });

    for (const [wrapper, pack] of Object.entries(WRAPPERS)) {
      it(`has the same pages packed with ${wrapper}, or is refused by name`, async () => {
        if (NOT_WRAPPED.includes(name)) {
          await assertRefused(written(build, pack), /found a packed one; unpack it first/);
          return;
        }
        const pages = await readPages(written(build, pack));
        assert.deepEqual(runsOf(pages), expectedRuns(name));
        assert.ok(contentOf(pages).equals(data));
      });
    }

    it('is refused when truncated, plain and packed', async () => {
      for (const pack of [undefined, storedFrame]) {
        for (const share of [0.001, 0.01, 0.5, 0.9999]) {
          const cut = (bytes: Uint8Array) => bytes.subarray(0, Math.floor(bytes.length * share));
          const path = written(build, (bytes) => (pack ?? ((each) => each))(cut(bytes)));
          await assertRefused(path, /^/);
        }
      }
    });
  });
}
