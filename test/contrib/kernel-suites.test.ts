import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { render } from '../../src/output/format.js';
import { resultReport } from '../../src/output/result-report.js';
import type { ResultDocument } from '../../src/result/document.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { ROOT, zswapBench } from '../support/program.js';
import { RecipeShell, yamlFile } from '../support/recipe-shell.js';
import { resultOf, underKernelName } from '../support/result-documents.js';

const LKP = `${ROOT}contrib/lkp-tests/programs/zswap-bench/`;
const SHELLPACK = `${ROOT}contrib/mmtests/shellpack_src/src/zswapbench/`;
const folder = temporaryFolder();
const GRID = [
  ...['--corpus', 'cc1plus', '-c', 'lz4', '--total-ram', '16M', '--repeat', '1', '--no-timing'],
];

const result = await resultOf(...GRID);
const { stdout: csv } = zswapBench(['run', ...GRID, '--format', 'csv']);

/** Output of `kernel run --live`: times of pages, and a warning with a comma and quotes. */
function liveCsv(release: string): string {
  const page = { folios: 9, medianNs: 1234, lowNs: 1000, highNs: 2000 };
  const cells = result.cells.slice(0, 1).map((cell) => ({
    ...cell,
    exact: {
      ...cell.exact,
      rollback: { ...cell.exact.rollback, warnings: ['WARNING: a, "b"'] },
    },
    kernelTimes: { out: page, in: { ...page, medianNs: 567 } },
  }));
  const live: ResultDocument = underKernelName({ ...result, cells }, release);
  return render(resultReport(live), 'csv');
}

function lines(command: string, args: readonly string[], input = ''): string[] {
  const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8' });
  assert.deepEqual([status, stderr], [0, '']);
  return stdout.trimEnd().split('\n');
}

describe('contrib/lkp-tests', () => {
  const parse = (text: string) => lines(`${LKP}parse`, [], text);

  it('parse: prints the figures of a run', () => {
    const log = `a line of the log, before\n${csv}`;
    const expected = result.cells.flatMap(({ strategy, exact }) => {
      const figures = {
        pages_stored: exact.pages.stored,
        pages_rejected: exact.pages.rejected,
        pages_written_back: exact.counters.written_back_pages,
        pool_peak_pages: exact.pool.peakPages,
        drift: exact.rollback.verdict === 'drift' ? 1 : 0,
      };
      return Object.entries(figures).map(([name, value]) => {
        return `cc1plus.lz4.64K.${strategy}.${name}: ${value}`;
      });
    });
    assert.deepEqual(parse(log), expected);
  });

  it('parse: prints times of a kernel, in a cell without its release', () => {
    const parsed = parse(liveCsv('6.18.1'));
    assert.ok(parsed.includes('cc1plus.lz4.64K.out_ns_per_page: 1234'), parsed.join('\n'));
    assert.ok(parsed.includes('cc1plus.lz4.64K.in_ns_per_page: 567'));
    assert.deepEqual(parsed, parse(liveCsv('7.3.0')));
  });

  it('run: its output is what parse reads', () => {
    const shell = new RecipeShell(folder);
    const lib = join(folder, 'lib');
    mkdirSync(lib);
    fileIn(lib, 'reproduce-log.sh', 'log_cmd() { "$@"; }\n');
    const env = { LKP_SRC: folder, corpus: 'cc1plus', compressor: 'lz4', folio_size: '64K' };
    const bench_command = 'run --total-ram 16M --repeat 1 --no-timing';
    const { stdout, stderr } = shell.run([`${LKP}run`], { ...env, bench_command });
    assert.deepEqual([stdout, stderr], [csv, '']);
    // Not executed by default: it would change this machine.
    fileIn(lib, 'reproduce-log.sh', 'log_cmd() { echo "$@"; }\n');
    assert.equal(
      shell.run([`${LKP}run`], env).stdout,
      'zswap-bench kernel run --live --yes --corpus cc1plus --compressor lz4 --folio-size 64K --format csv\n',
    );
  });

  it('meta.yaml and the job: parameters of run', () => {
    const { parameters } = yamlFile('contrib/lkp-tests/programs/zswap-bench/meta.yaml');
    const listed = [...readFileSync(`${LKP}run`, 'utf8').matchAll(/^# - (\w+)$/gm)];
    assert.deepEqual(
      Object.keys(parameters),
      listed.map(([, name]) => name),
    );
    const job = yamlFile('contrib/lkp-tests/jobs/zswap-bench.yaml')['zswap-bench'];
    for (const name of Object.keys(job)) assert.ok(name in parameters, name);
  });
});

describe('contrib/mmtests', () => {
  it('parse-results: prints metric, cell and iteration of every file, in order', () => {
    const logs = join(folder, 'logs');
    mkdirSync(logs);
    fileIn(logs, 'zswapbench-10.csv', liveCsv('6.18.1'));
    fileIn(logs, 'zswapbench-2.csv', liveCsv('7.3.0'));
    const { stored, rejected } = result.cells[0].exact.pages;
    const cell = 'cc1plus-lz4-64K';
    const rows = [
      'in-ns 567',
      'out-ns 1234',
      `pages-rejected ${rejected}`,
      `pages-stored ${stored}`,
    ];
    assert.deepEqual(
      lines(`${SHELLPACK}parse-results`, [logs]),
      rows.flatMap((row) => {
        const [metric, value] = row.split(' ');
        return [2, 10].map((iteration) => [metric, cell, '_', iteration, value, '_'].join('\t'));
      }),
    );
    const { metrics } = yamlFile('contrib/mmtests/shellpack_src/src/zswapbench/shellpack.yaml');
    assert.deepEqual([...metrics].sort(), rows.map((row) => row.split(' ')[0]).sort());
  });

  it('driver, config and scripts: shell that agrees on names', () => {
    const root = `${ROOT}contrib/mmtests/`;
    const [driver, config, bench] = [
      `${root}drivers/driver-zswapbench.sh`,
      `${root}configs/config-zswap-zswapbench`,
      `${SHELLPACK}zswapbench-bench`,
    ];
    for (const path of [driver, config, bench, `${SHELLPACK}zswapbench-install`]) {
      lines('bash', ['-n', path]);
    }
    const text = (path: string) => readFileSync(path, 'utf8');
    const used = [...text(driver).matchAll(/^\t\t--([\w-]+) "\$(\w+)"/gm)].map(
      ([, ...pair]) => pair,
    );
    assert.equal(used.length, 4);
    for (const [flag, name] of used) {
      assert.ok(text(config).includes(`export ${name}=`), name);
      assert.ok(text(bench).includes(`parseargParam --${flag} ${name}\n`), flag);
    }
  });
});
