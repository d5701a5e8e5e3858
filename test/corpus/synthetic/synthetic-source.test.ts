import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isZeroPage } from '../../../src/common/page.js';
import { COMPRESS_BOUND } from '../../../src/compressor/compressor.js';
import { chooseCompressor } from '../../../src/compressor/compressors.js';
import { openPageSource } from '../../../src/corpus/page-source.js';
import { createCompressors } from '../../../src/measure/open-compressors.js';
import { alignedFolios } from '../../../src/measure/survey/aligned-folios.js';
import { survey } from '../../../src/measure/survey/survey.js';
import { contentOf, readPages, runsOf } from '../../support/page-readers.js';

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

async function lz4Lengths(spec: string): Promise<number[]> {
  const lz4 = await chooseCompressor('lz4').create();
  const packed = new Uint8Array(COMPRESS_BOUND);
  return (await readPages(spec)).map(({ bytes }) => lz4.compress(bytes, 0, packed));
}

describe('synthetic source', () => {
  it('has addresses, and all its pages were present', async () => {
    const { format, addressed, presence, remarks } = await openPageSource('synth:pages=1');
    assert.deepEqual([format, addressed, presence, remarks], ['synthetic', true, 'present', []]);
  });

  it('has the content of its seed, pinned', async () => {
    const [one, other] = await Promise.all(
      ['synth:pages=40:zero=0.1', 'synth:pages=40:zero=0.1:seed=2'].map((spec) => readPages(spec)),
    );
    assert.deepEqual(
      [digest(contentOf(one)), digest(contentOf(other))],
      ['3803795e672f8a20', '208c3eb141914d66'],
    );
  });

  it('has the same pages in every pass, also after one that was left early', async () => {
    const source = await openPageSource('synth:pages=700:aligned=0.5');
    const passes: string[] = [];
    for await (const _ of source.windows()) break;
    for (let pass = 0; pass < 2; pass++) {
      const hash = createHash('sha256');
      for await (const { pfn, bytes } of source.windows()) hash.update(`${pfn}`).update(bytes);
      passes.push(hash.digest('hex'));
    }
    assert.equal(passes[0], passes[1]);
  });

  it('has no two equal pages beside zero pages', async () => {
    const pages = await readPages('synth:pages=600:zero=0:mean=40:sd=5');
    assert.equal(new Set(pages.map(({ bytes }) => bytes.toString('latin1'))).size, 600);
  });

  it('has aligned blocks of 2M, and other pages in no large folio', async () => {
    const runs = runsOf(await readPages('synth:pages=2048:aligned=0.5'));
    const blocks = runs.filter((run) => run.length === 512);
    assert.equal(blocks.length, 2);
    for (const [first] of blocks) assert.equal(first % 512, 0);
    for (const run of runs) if (run.length !== 512) assert.ok(run.length <= 3 && run[0] % 4 === 1);
  });

  it('keeps the shares exactly, the mean and the deviation within 2%', async () => {
    const property = fc.asyncProperty(
      fc.record({
        zero: fc.integer({ min: 0, max: 5 }).map((tenths) => tenths / 10),
        incompressible: fc.integer({ min: 0, max: 5 }).map((tenths) => tenths / 10),
        mean: fc.integer({ min: 300, max: 3500 }),
        seed: fc.nat(1000),
        correlation: fc.constantFrom(0, 0.5, 1),
        aligned: fc.constantFrom(0, 0.3, 1),
      }),
      async (asked) => {
        const settings = Object.entries(asked).map(([key, value]) => `:${key}=${value}`);
        const lengths = await lz4Lengths(`synth:pages=500:sd=200${settings.join('')}`);
        const zeroLength = Math.min(...lengths);
        const others = lengths.filter((length) => length > zeroLength && length < 4096);
        const poor = lengths.filter((length) => length >= 4096).length;
        assert.equal(poor, 500 * asked.incompressible);
        if (asked.zero > 0) {
          assert.equal(lengths.filter((length) => length === zeroLength).length, 500 * asked.zero);
        }
        if (others.length < 100) return;
        const mean = others.reduce((sum, length) => sum + length, 0) / others.length;
        assert.ok(Math.abs(mean / asked.mean - 1) < 0.02, `mean ${mean} of ${asked.mean}`);
        const squares = others.reduce((sum, length) => sum + (length - mean) ** 2, 0);
        const sd = Math.sqrt(squares / others.length);
        assert.ok(Math.abs(sd / 200 - 1) < 0.05, `sd ${sd}`);
      },
    );
    await fc.assert(property, { numRuns: 12, seed: 1 });
  });

  it('has lengths that correlate in folios as asked, and not at all without', async () => {
    for (const asked of [0, 0.3, 0.9]) {
      const source = await openPageSource(
        `synth:pages=16384:zero=0:incompressible=0:correlation=${asked}`,
      );
      const surveyed = await survey(
        source,
        await createCompressors([chooseCompressor('lz4')]),
        false,
      );
      for (const size of ['16K', '64K']) {
        const found = alignedFolios(surveyed)[size].correlation.lz4;
        assert.ok(found !== null && Math.abs(found - asked) < 0.1, `${size}: ${found} of ${asked}`);
      }
    }
  });

  it('holds parts of a large corpus only, each with the shares of the whole', async () => {
    const source = await openPageSource(
      'synth:pages=100000:zero=0.25:incompressible=0:mean=40:sd=5',
    );
    let [pages, zeroPages] = [0, 0];
    for await (const { bytes } of source.windows()) {
      assert.ok(bytes.length <= 2 ** 20);
      for (let at = 0; at < bytes.length; at += 4096) {
        pages++;
        if (isZeroPage(bytes, at)) zeroPages++;
      }
      if (pages === 25_000) break;
    }
    assert.deepEqual([pages, zeroPages], [25_000, 6250]);
  });
});
