import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMPRESSORS } from '../../../src/compressor/compressors.js';
import type { ModelCell, ModelResult } from '../../../src/result/document.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { raw, core } = writeTinyCorpora(folder);

// One pass over the corpus, in a machine of its size.
const SMALL = ['--total-ram', 'offered'];

async function json(...args: string[]): Promise<ModelResult> {
  const { exitCode, stdout } = await inProcess('run', '--json', ...SMALL, ...args);
  assert.equal(exitCode, 0);
  return JSON.parse(stdout);
}

/** Runs without the timed part. */
function exact(...args: string[]): Promise<ModelResult> {
  return json('--no-timing', ...args);
}

/** Checks that an object has these keys in this order; more keys are allowed. */
function assertKeys(object: object, ...expected: readonly string[]): void {
  assert.deepEqual(
    Object.keys(object).filter((key) => expected.includes(key)),
    expected,
  );
}

/** Returns the part of an object with the keys of `expected`. */
function assertHas(object: object, expected: object): void {
  const part = Object.entries(object).filter(([key]) => key in expected);
  assert.deepEqual(Object.fromEntries(part), expected);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

// A pool with room for some of the pages, so that folios are refused.
const TIGHT = ['--max-pool-percent', '15', '-f', '16K'];

describe('the result document', () => {
  it('is alone on stdout; remarks are alone on stderr', async () => {
    const { stdout, stderr } = await inProcess(
      'run',
      '--json',
      ...SMALL,
      '--no-timing',
      '--corpus',
      raw,
    );
    assert.ok(stdout.startsWith('{\n') && stdout.endsWith('\n}\n'));
    assert.ok(typeof JSON.parse(stdout) === 'object');
    assert.equal(
      stderr,
      'zswap-bench: tiny: a raw dump has no addresses: folios are dense, in file order\n',
    );
    assert.equal(
      (await inProcess('run', '--json', ...SMALL, '--no-timing', '--corpus', core)).stderr,
      '',
    );
  });

  it('has the fields of the contract, in its order', async () => {
    const result = await exact('--corpus', core);
    assertKeys(result, 'schema', 'tool', 'machine', 'config', 'corpora', 'cells');
    assert.equal(result.schema, 'zswap-bench.result/1');
    assertKeys(result.tool, 'version');
    assertKeys(result.machine, 'fingerprint', 'cpu', 'cores', 'node', 'zlib');
    assertKeys(result.corpora[0], 'name', 'sha256', 'pages', 'zeroPages', 'folios');
    const [cell] = result.cells;
    assertKeys(cell, 'key', 'corpus', 'compressor', 'folioSize', 'strategy', 'parameters', 'exact');
    const { exact: figures } = cell;
    assertKeys(figures, 'folios', 'pages', 'rejects', 'failingPage', 'counters', 'pool');
    assertKeys(figures, 'wasted', 'rollback', 'roundTrip', 'timeline');
    assertKeys(figures.folios, 'offered', 'stored', 'rejected', 'zero');
    assertKeys(figures.pages, 'offered', 'stored', 'rejected', 'zero', 'incompressible');
    assertKeys(figures.rejects, 'pool_limit', 'hysteresis');
    assertKeys(figures.counters, 'stored_pages', 'pool_limit_hit', 'zswpout');
    assertKeys(figures.pool, 'limitPages', 'endPages', 'peakPages', 'overshootPages');
    assertKeys(figures.pool, 'compressedBytes', 'ratio');
    assertKeys(figures.wasted, 'compressions', 'virtualNs');
    assertKeys(figures.rollback, 'failedStores', 'drift', 'declared', 'verdict');
    assert.ok(figures.roundTrip);
    assertKeys(figures.roundTrip, 'checked', 'mismatches');
  });

  it('has every effective option, and no path', async () => {
    const args = ['--corpus', core, '--seed', '7', '--tasks', '2', '--offer', '64K', '-f', '32k'];
    const result = await exact(...args, '--no-verify', '--total-ram', '1M', '-c', 'zstd:1');
    assertHas(result.config, {
      strategies: ['incremental', 'batch'],
      compressors: ['zstd:1'],
      folioSizes: ['32K'],
      corpora: [{ name: 'tiny', sha256: result.corpora[0].sha256 }],
      folios: null,
      offerBytes: 65536,
      totalRamBytes: 2 ** 20,
      maxPoolPercent: [20],
      acceptThresholdPercent: [90],
      tasks: [2],
      seed: 7,
      timeSeconds: null,
      threads: 1,
      verify: false,
    });
    assert.ok(!JSON.stringify(result).includes(folder));
    assert.equal(result.cells[0].exact.roundTrip, null);
  });

  it('counts the pages of a corpus', async () => {
    const { corpora } = await exact('--corpus', core, '-f', '4K,16K,64K,2M');
    assert.match(corpora[0].sha256, /^[0-9a-f]{64}$/);
    // Runs of 24 pages from 0x100 and of 16 from 0x202. Of 16K: 6, and 3 from 0x204. Of 64K: one.
    assertHas(corpora[0], {
      name: 'tiny',
      pages: 40,
      zeroPages: 8,
      folios: { '4K': 40, '16K': 9, '64K': 1, '2M': 0 },
    });
  });

  it('is consistent: offered = stored + rejected + zero, and each reject has a cause', async () => {
    const results = [
      await exact('--corpus', core, ...TIGHT, '--tasks', '1,4'),
      await exact('--corpus', raw, ...TIGHT, '--offer', '1M'),
    ];
    let rejected = 0;
    for (const { key, exact } of results.flatMap(({ cells }) => cells)) {
      for (const { offered, stored, rejected, zero } of [exact.folios, exact.pages]) {
        assert.equal(offered, stored + rejected + zero, key);
      }
      assert.equal(sum(Object.values(exact.rejects)), exact.folios.rejected, key);
      assert.equal(exact.rollback.failedStores, exact.folios.rejected, key);
      assert.ok(sum(exact.failingPage.map(([, stores]) => stores)) <= exact.folios.rejected);
      assert.equal(
        exact.pool.overshootPages,
        Math.max(0, exact.pool.peakPages - exact.pool.limitPages),
      );
      assert.ok(exact.counters.stored_pages <= exact.pages.stored);
      assert.ok(exact.timeline.length <= 200);
      rejected += exact.folios.rejected;
    }
    assert.ok(rejected > 0, 'the limit was met');
  });

  it('has null for a ratio over no pages: a corpus of zero pages', async () => {
    const zeros = fileIn(folder, 'zeros.raw', Buffer.alloc(64 * 4096));
    const result = await json('--corpus', zeros, '--time', '0.1');
    for (const { exact, timed } of result.cells) {
      assert.deepEqual(exact.folios, { offered: 4, stored: 0, rejected: 0, zero: 4 });
      assert.equal(exact.pages.zero, 64);
      assert.equal(exact.pool.ratio, null);
      assert.equal(timed, undefined);
    }
  });

  it('exists for an offer below the first folio', async () => {
    const { cells } = await json('--corpus', core, '--offer', '4K', '--time', '0.1');
    for (const { exact } of cells) assert.equal(exact.folios.offered, 0);
  });
});

describe('cells', () => {
  it('are every combination, by corpus, compressor, folio size, strategy and parameters', async () => {
    const twin = fileIn(folder, 'other.raw', Buffer.alloc(4096, 1));
    const { cells } = await exact(
      ...['--corpus', core, '--corpus', twin, '-c', 'zstd:1,lz4', '-f', '4k,16K'],
      ...['--tasks', '1..2', '--max-pool-percent', '50'],
    );
    const expected = [];
    for (const corpus of ['tiny', 'other']) {
      for (const compressor of ['zstd:1', 'lz4']) {
        for (const size of ['4K', '16K']) {
          for (const strategy of ['incremental', 'batch']) {
            for (const tasks of [1, 2]) {
              expected.push(`${corpus}/${compressor}/${size}/${strategy}/tasks=${tasks}`);
            }
          }
        }
      }
    }
    assert.deepEqual(
      cells.map(({ key }) => key),
      expected,
    );
  });

  it('have a key with each parameter given as a list or range', async () => {
    const key = async (...args: string[]) => {
      const result = await exact('--corpus', core, '-s', 'batch', '-c', 'lz4', ...args);
      return result.cells.map(({ key }) => key.slice('tiny/lz4/64K/'.length));
    };
    assert.deepEqual(await key(), ['batch']);
    assert.deepEqual(await key('--max-pool-percent', '30'), ['batch']);
    assert.deepEqual(await key('--max-pool-percent', '10,20'), [
      'batch/max-pool-percent=10',
      'batch/max-pool-percent=20',
    ]);
    assert.deepEqual(
      await key('--max-pool-percent', '5..10:5', '--accept-threshold-percent', '80,90'),
      [
        'batch/max-pool-percent=5/accept-threshold-percent=80',
        'batch/max-pool-percent=5/accept-threshold-percent=90',
        'batch/max-pool-percent=10/accept-threshold-percent=80',
        'batch/max-pool-percent=10/accept-threshold-percent=90',
      ],
    );
  });

  it('have all parameters, independent of the key', async () => {
    const { cells } = await exact('--corpus', core, '--tasks', '3');
    for (const { parameters } of cells) {
      const expected = {
        'max-pool-percent': 20,
        'accept-threshold-percent': 90,
        tasks: 3,
        cpus: 0,
      };
      assert.deepEqual(parameters, expected);
    }
  });

  it('exist once for a repeated value', async () => {
    const twice = [
      '-s',
      'batch,batch',
      '-c',
      'lz4',
      '-c',
      'lz4',
      '-f',
      '64k,64K',
      '--tasks',
      '4,4',
    ];
    assert.equal((await exact('--corpus', core, ...twice)).cells.length, 1);
  });

  it('of all cover every known value', async () => {
    const { config, cells } = await exact('--corpus', core, '-s', 'all', '-c', 'all', '-f', 'all');
    assert.deepEqual(config.compressors, [...COMPRESSORS.keys()]);
    assert.equal(config.folioSizes.length, 9);
    assert.equal(cells.length, config.strategies.length * config.compressors.length * 9);
    assert.equal(new Set(cells.map(({ key }) => key)).size, cells.length);
  });
});

describe('exact figures', () => {
  const ARGS = ['--no-timing', '--json', ...TIGHT, '--tasks', '1,3', '--offer', '2M'];

  it('are equal in every run, byte for byte', async () => {
    const first = await inProcess('run', ...SMALL, '--corpus', core, ...ARGS);
    const second = await inProcess('run', ...SMALL, '--corpus', core, ...ARGS);
    assert.equal(first.stdout, second.stdout);
  });

  it('of a cell do not depend on other cells', async () => {
    const alone = await exact('--corpus', core, ...TIGHT, '-s', 'batch', '-c', 'lz4');
    const other = fileIn(folder, 'another.raw', Buffer.alloc(8192, 2));
    const among = await exact(
      ...['--corpus', other, '--corpus', core, '--max-pool-percent', '10,15', '-f', '4K,16K'],
      ...['-s', 'all', '-c', 'zstd,lz4', '--tasks', '1,4'],
    );
    const find = (key: string) => among.cells.find((cell) => cell.key === key) as ModelCell;
    const same = find('tiny/lz4/16K/batch/max-pool-percent=15/tasks=4');
    assert.deepEqual(same.exact, alone.cells[0].exact);
  });

  it('depend only on the seed with concurrent stores', async () => {
    const figures = async (seed: string, tasks: string) => {
      const args = ['--corpus', core, ...TIGHT, '--offer', '4M', '--tasks', tasks, '--seed', seed];
      return (await exact(...args)).cells.map(({ exact }) => exact.timeline);
    };
    assert.notDeepEqual(await figures('1', '4'), await figures('2', '4'));
    assert.deepEqual(await figures('2', '4'), await figures('2', '4'));
  });

  it('equal the figures in the tables', async () => {
    const once = ['--no-timing', '--repeat', '1'];
    const args = ['run', '--corpus', core, ...once, ...SMALL, ...TIGHT, '-s', 'batch', '-c', 'lz4'];
    const { stdout } = await inProcess(...args);
    const [{ exact }] = (JSON.parse((await inProcess(...args, '--json')).stdout) as ModelResult)
      .cells;
    const row = stdout.split('\n').find((line) => line.startsWith('tiny/lz4/16K/batch')) as string;
    const { folios, rejects, wasted, counters, pool } = exact;
    const figures = [
      ...[folios.offered, folios.stored, folios.zero, rejects.pool_limit, rejects.hysteresis],
      ...[wasted.compressions, counters.zswpwb],
      ...[pool.limitPages, pool.peakPages, pool.overshootPages],
    ];
    assert.deepEqual(row.split(/ +/).slice(1, 11).map(Number), figures);
    assert.ok(counters.zswpwb > 0);
    assert.ok(folios.rejected > 0 && folios.stored > 0);
  });
});

describe('the timed part', () => {
  it('exists with --time, beside the same exact part', async () => {
    const args = ['--corpus', core, '-s', 'batch', '-c', 'lz4', '-f', '16K'];
    const { cells, config } = await json(...args, '--time', '0.1');
    assert.equal(config.timeSeconds, 0.1);
    const [{ timed, exact: counted }] = cells;
    assert.deepEqual(counted, (await exact(...args)).cells[0].exact);
    assert.ok(timed?.pagesPerSecond && timed.folioNs);
    for (const { low, median, high } of [timed.pagesPerSecond, timed.referencePagesPerSecond]) {
      assert.ok(0 < low && low <= median && median <= high);
    }
    assert.ok(timed.pagesPerSecond.samples.length > 0 && timed.relativeSamples.length > 0);
    assert.ok((timed.relativeToCompressor ?? 0) > 0 && timed.folioNs.p50 <= timed.folioNs.p99);
    assert.ok(timed.roundTrip && timed.roundTrip.checked > 0 && timed.roundTrip.mismatches === 0);
  });

  it('names the cells that were timed interleaved', async () => {
    const args = ['--corpus', core, '-s', 'incremental,batch', '-c', 'lz4', '-f', '4K,16K'];
    const { cells } = await json(...args, '--time', '0.1');
    const turns = cells.map(({ timed }) => timed?.turn);
    const [small, large] = ['tiny/lz4/4K/incremental', 'tiny/lz4/16K/incremental'];
    assert.deepEqual(turns, [small, small, large, large]);
  });

  it('is absent with --no-timing', async () => {
    const { stdout } = await inProcess('run', '--corpus', core, ...SMALL, '--no-timing', '--json');
    assert.doesNotMatch(stdout, /"timed"|pagesPerSecond/);
    const table = await inProcess('run', '--corpus', core, ...SMALL, '--no-timing');
    assert.doesNotMatch(table.stdout, /Throughput|pages\/s/);
  });
});
