import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import {
  parseStatistics,
  STATISTICS_FORMATS,
} from '../../../src/commands/corpus/stats/read-statistics.js';
import type { StoredFigures } from '../../../src/commands/corpus/stats/statistics-format.js';
import { isFailure } from '../../../src/common/errors.js';
import { sizeClasses } from '../../../src/model/zsmalloc/size-classes.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';

// Figures of a kernel 7.3 after it stored the pages of redis with lz4; make.sh in that folder records them.
const RECORDED = fileURLToPath(
  new URL('../../../../test/commands/corpus/kernel-files/', import.meta.url),
);
const recorded = (name: string) => readFileSync(join(RECORDED, name), 'utf8');

/** The layout of memory-usage-analyzer, with figures made up. */
const ANALYZER = `
Summary (all compressed lengths are totals per batch):

deflate-iaa:
zswap_batch_compress_length_(bytes)_deflate-iaa_4k_pc_0     count   0.05   0.50   0.98   0.99 comp_ratio
cb1                                                          1000    800   2000   4000   4096       2.00
cb8                                                           125   6400  16000  32000  32768       2.00

zstd:
zswap_compress_length_(bytes)_zstd_4k_pc_0                  count   0.05   0.50   0.98   0.99 comp_ratio
cb1                                                          2000    500   1500   3000   3500       2.56
`;

/** A text of each format, by its place among the formats. */
const SAMPLES: readonly (readonly string[])[] = [
  ['zswap-full.classes', 'zswap-third.classes', 'zram-full.classes', 'zram-third.classes'].map(
    recorded,
  ),
  ['zswap-full.debugfs', 'zswap-third.debugfs'].map(recorded),
  ['zswap-full.memory.stat', 'zswap-third.memory.stat'].map(recorded),
  ['zram-full.mm_stat', 'zram-third.mm_stat'].map(recorded),
  [ANALYZER],
];

const parsed = (text: string) => parseStatistics('file', text);

const figuresOf = (text: string) => parsed(text)[0];

function checkBounds({ pages, meanLengthBytes, incompressiblePages }: StoredFigures): void {
  const { low, high } = meanLengthBytes ?? { low: 1, high: 1 };
  assert.ok(0 <= low && low <= high && high <= 4096);
  const long = incompressiblePages ?? { low: 0, high: 0 };
  assert.ok(0 <= long.low && long.low <= long.high && long.high <= pages);
}

describe('statistics formats', () => {
  for (const [place, { name, matches }] of STATISTICS_FORMATS.entries()) {
    const texts = SAMPLES[place];

    it(`${name}: is recognised by this format alone`, () => {
      assert.ok(texts.length > 0 && texts.every(matches));
      for (const [other, format] of STATISTICS_FORMATS.entries()) {
        if (other !== place) assert.ok(!texts.some(format.matches), format.name);
      }
    });

    it(`${name}: bounds are in order and shares within the pages`, () => {
      for (const figures of texts.flatMap(parsed)) checkBounds(figures);
    });

    it(`${name}: a changed text gives figures or one clear line`, () => {
      const text = fc.constantFrom(...texts);
      const change = fc.tuple(fc.nat(), fc.nat(40), fc.constantFrom('', '0', '-1', ' ', '\n', 'x'));
      fc.assert(
        fc.property(text, change, (whole, [at, removed, added]) => {
          const start = at % whole.length;
          try {
            for (const figures of parsed(
              whole.slice(0, start) + added + whole.slice(start + removed),
            )) {
              checkBounds(figures);
            }
          } catch (error) {
            assert.ok(isFailure(error) && !error.message.includes('\n'), String(error));
          }
        }),
        { numRuns: 300 },
      );
    });
  }
});

describe('zsmalloc classes', () => {
  it('has its pool reproduced to the page, whole and with two of three pages freed', () => {
    for (const [pool, text] of [
      [1877, SAMPLES[0][0]],
      [1462, SAMPLES[0][1]],
      [1871, SAMPLES[0][2]],
      [1452, SAMPLES[0][3]],
    ] as const) {
      const { poolPages, modelPoolPages, remarks } = figuresOf(text);
      assert.deepEqual(
        { poolPages, modelPoolPages, remarks },
        {
          ...{ poolPages: pool, modelPoolPages: pool, remarks: [] },
        },
      );
    }
  });

  it('without fragmentation the pool is that of corpus info', async () => {
    const { stdout } = await inProcess('corpus', 'info', '--json', '-c', 'lz4', 'redis');
    const [{ compressors }] = JSON.parse(stdout);
    assert.equal(figuresOf(SAMPLES[0][0]).packedPoolPages, compressors.lz4.poolPages);
    assert.ok((figuresOf(SAMPLES[0][1]).packedPoolPages ?? 0) < 1462);
  });

  it('of every chain size is reproduced', () => {
    for (let chain = 4; chain <= 16; chain++) {
      const { classes } = sizeClasses(chain);
      const rows = classes.map(({ size, objsPerZspage, pagesPerZspage }, i) => {
        const objects = objsPerZspage * (i % 4);
        return [i, size, 0, 0, objects, objects, pagesPerZspage * (i % 4), pagesPerZspage, 0];
      });
      const { poolPages, modelPoolPages, remarks } = figuresOf(classTable(rows));
      assert.deepEqual([modelPoolPages, remarks], [poolPages, []], `chain size ${chain}`);
    }
  });

  it('deviates from the model where a class has other zspages', () => {
    const rows = sizeClasses(8).classes.map(({ size, pagesPerZspage }, i) => {
      return [i, size, 0, 0, 0, 0, 0, pagesPerZspage, 0];
    });
    rows[5] = [5, rows[5][1], 0, 0, 7, 7, 7, rows[5][7] + 1, 0];
    const { poolPages, modelPoolPages, remarks } = figuresOf(classTable(rows));
    assert.deepEqual([poolPages, modelPoolPages], [7, null]);
    assert.match(
      remarks.join(),
      /^1 deviation from the model with chains of 8 pages: class of 112 bytes: /,
    );
  });

  it('whose sizes do not rise, or exceed a page, is refused', () => {
    for (const sizes of [
      [32, 0, 4096],
      [32, 4096, 8192],
    ]) {
      const rows = sizes.map((size, i) => [i, size, 0, 0, 1, 1, 1, 1, 0]);
      assert.throws(() => parsed(classTable(rows)), /rising sizes of at most 4096 bytes/);
    }
  });

  it('that was cut off is refused', () => {
    const lines = SAMPLES[0][0].split('\n');
    const wholePages = lines.findIndex((line) => / 4096 /.test(line));
    for (const cut of [lines.slice(0, 90), lines.filter((_, i) => i !== wholePages)]) {
      assert.throws(() => parsed(cut.join('\n')), /expected .*rows that add up to the total/);
    }
  });
});

/** A table with the columns of kernels before 6.3. */
function classTable(rows: readonly (readonly number[])[]): string {
  const head =
    'class size almost_full almost_empty obj_allocated obj_used pages_used pages_per_zspage freeable';
  const sum = (column: number) => rows.reduce((total, row) => total + row[column], 0);
  const total = ['Total', ...[2, 3, 4, 5, 6, 8].map(sum)];
  return `${[head, ...rows.map((row) => row.join(' ')), '', total.join(' ')].join('\n')}\n`;
}

describe('figures of a kernel', () => {
  it('memory.stat: mean length and incompressible share are those of corpus info', async () => {
    const { stdout } = await inProcess('corpus', 'info', '--json', '-c', 'lz4', 'redis');
    const [{ compressors, pages, zeroPages }] = JSON.parse(stdout);
    const { meanLengthBytes, incompressiblePages, ...of } = figuresOf(SAMPLES[2][0]);
    assert.equal(of.pages, pages - zeroPages);
    const ratio = 4096 / (meanLengthBytes?.high ?? 0);
    assert.equal(Math.round(1e6 * ratio) / 1e6, compressors.lz4.ratio);
    const { incompressiblePages: long } = compressors.lz4;
    assert.deepEqual(incompressiblePages, { low: long, high: long });
  });

  it('memory.stat of a kernel without zswap_incomp does not tell incompressible pages', () => {
    const { incompressiblePages, poolPages, counters } = figuresOf(
      'anon 5\nzswap 3000\nzswapped 8192\n',
    );
    assert.deepEqual([incompressiblePages, poolPages], [null, null]);
    assert.deepEqual(counters, { zswap: 3000, zswapped: 8192 });
  });

  it('zswap debugfs: old kernels count same-filled pages', () => {
    const text =
      'stored_pages:10\npool_total_size:8192\nsame_filled_pages:4\nreject_compress_poor:2\n';
    const { pages, sameFilledPages, poolPages, incompressiblePages } = figuresOf(text);
    assert.deepEqual([pages, sameFilledPages, poolPages, incompressiblePages], [10, 4, 2, null]);
  });

  it('zram mm_stat: the mean leaves same-filled pages out, and huge pages bound it', () => {
    // 10 pages, 2 same-filled; 8 of 16384 bytes, 2 of them kept as they are, 3257 bytes or more in length.
    const { pages, sameFilledPages, meanLengthBytes, incompressiblePages, poolPages } = figuresOf(
      '   40960    16384    20480        0    20480        2        0        2        2\n',
    );
    assert.deepEqual([pages, sameFilledPages, poolPages], [10, 2, 5]);
    assert.deepEqual(incompressiblePages, { low: 0, high: 2 });
    assert.deepEqual(meanLengthBytes, { low: (16384 - 2 * (4096 - 3257)) / 8, high: 2048 });
  });

  it('memory-usage-analyzer: single pages of each compressor, bounds from ratio and percentiles', () => {
    const [deflate, zstd] = parsed(ANALYZER);
    assert.deepEqual(
      [deflate.source, zstd.source, deflate.pages, zstd.pages],
      ['memory-usage-analyzer deflate-iaa_4k', 'memory-usage-analyzer zstd_4k', 1000, 2000],
    );
    assert.deepEqual(deflate.meanLengthBytes, { low: 4096 / 2.005, high: 4096 / 1.995 });
    assert.deepEqual(
      [deflate.incompressiblePages, zstd.incompressiblePages],
      [
        { low: 10, high: 21 },
        { low: 0, high: 21 },
      ],
    );
  });

  it('of another page size are refused', () => {
    for (const text of [
      'zswap 70000\nzswapped 65536\n',
      '6000 10 4096 0 0 0 0\n',
      '8192 9000 8192 0 0 0 0\n',
    ]) {
      assert.throws(() => parsed(text), isFailure);
    }
  });
});

describe('corpus stats', () => {
  it('prints files beside each other, unknown figures as -', async () => {
    const names = ['zswap-full.classes', 'zswap-full.memory.stat'];
    const files = names.map((name) => join(RECORDED, name));
    const { exitCode, stdout, stderr } = await inProcess('corpus', 'stats', ...files);
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.match(
      stdout,
      /full\.classes +zsmalloc classes +2694 +- +2224 to 2341 +0\.0% to 10\.7% +1877 +1877 +1877\n/,
    );
    assert.match(stdout, /full\.memory\.stat +memory\.stat +2694 +- +2305 +9\.8% +- +- +-\n/);
  });

  it('prints unknown figures as null in JSON', async () => {
    const file = join(RECORDED, 'zswap-full.debugfs');
    const { stdout } = await inProcess('corpus', 'stats', '--json', file);
    const [{ meanLengthBytes, modelPoolPages, poolPages }] = JSON.parse(stdout);
    assert.deepEqual([meanLengthBytes, modelPoolPages, poolPages], [null, null, 1877]);
  });

  it('refuses any other file in one line', async () => {
    const folder = temporaryFolder();
    const files = [
      join(folder, 'missing'),
      folder,
      fileIn(folder, 'empty', ''),
      fileIn(folder, 'other', 'anon 4096\n'),
      fileIn(folder, 'binary', Buffer.alloc(9000, 0xff)),
      fileIn(folder, 'long', '1 '.repeat(2 ** 20)),
    ];
    for (const file of files) {
      const { exitCode, stdout, stderr } = await inProcess('corpus', 'stats', file);
      assert.deepEqual([exitCode, stdout], [2, ''], file);
      assert.match(stderr, /^zswap-bench: [^\n]*expected [^\n]*\n$/);
    }
  });

  it('has a recorded file of each kernel format', () => {
    const names = readdirSync(RECORDED).filter((name) => !/\.(c|sh)$/.test(name));
    assert.equal(names.length, SAMPLES.slice(0, 4).flat().length);
  });
});
