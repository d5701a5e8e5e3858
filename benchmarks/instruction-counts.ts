// Instructions per page of fixed workloads under callgrind, compared with bench-results/instructions.json:
//
//   npm run instructions             exit code 1 if a workload executes more than its baseline allows
//   npm run instructions -- --save   writes the baseline
//
// A count does not depend on the load of the machine, so CI can gate on it; it knows no cache, branch or clock.
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { render } from '../src/output/format.js';
import type { Table } from '../src/output/table.js';
import { samplePages } from './sample-pages.js';
import { inTemporaryFolder } from './temporary-files.js';

interface Counts {
  readonly schema: 'zswap-bench.instructions/1';
  /** Compilers differ between versions of Node, so counts of another version are not compared. */
  readonly node: string;
  readonly perPage: Readonly<Record<string, number>>;
}

const BASELINE = fileURLToPath(new URL('../../bench-results/instructions.json', import.meta.url));
const WORKLOAD = fileURLToPath(new URL('./instruction-workload.js', import.meta.url));

/** Pages of the longer of two processes; the shorter has a third. Their difference contains neither start-up nor compilation. */
const PAGES: ReadonlyMap<string, number> = new Map([
  ['lz4', 6_000],
  ['lzo', 6_000],
  ['zstd', 1_200],
  ['store', 6_000],
  ['replay', 150_000],
]);
const SHORTER = 3;

/** Maximum increase over the baseline: several times the difference between two runs, see docs/performance.md. */
const TOLERANCE = 0.05;

const VALGRIND = ['--tool=callgrind', '--smc-check=all-non-file', '--callgrind-out-file=/dev/null'];
// One thread, the same garbage collections and hashes in every process, WebAssembly compiled once and for all.
const NODE = [
  '--predictable',
  '--single-threaded',
  '--no-liftoff',
  '--hash-seed=1',
  '--random-seed=1',
];

const { values } = parseArgs({ options: { save: { type: 'boolean', default: false } } });
if (spawnSync('valgrind', ['--version']).status !== 0) {
  process.stdout.write('instruction counts: skipped, no valgrind on this machine\n');
} else {
  const counts = await inTemporaryFolder(countAll);
  if (values.save) writeFileSync(BASELINE, `${JSON.stringify(counts, null, 2)}\n`);
  else compare(counts, JSON.parse(readFileSync(BASELINE, 'utf8')) as Counts);
}

async function countAll(folder: string): Promise<Counts> {
  const sample = join(folder, 'sample.raw');
  writeFileSync(sample, await samplePages());
  const perPage: Record<string, number> = {};
  for (const [name, pages] of PAGES) {
    const [longer, shorter] = await Promise.all([
      instructions(name, pages, sample),
      instructions(name, pages / SHORTER, sample),
    ]);
    perPage[name] = Math.round((longer - shorter) / (pages - pages / SHORTER));
  }
  return { schema: 'zswap-bench.instructions/1', node: process.version, perPage };
}

async function instructions(name: string, pages: number, sample: string): Promise<number> {
  const args = [...VALGRIND, process.execPath, ...NODE, WORKLOAD, name, String(pages), sample];
  const { stderr } = await promisify(execFile)('valgrind', args);
  const [, collected] = /Collected : (\d+)/.exec(stderr) ?? [];
  if (collected === undefined) throw new Error(`callgrind printed no count:\n${stderr}`);
  return Number(collected);
}

function compare({ node, perPage }: Counts, baseline: Counts): void {
  const comparable = node === baseline.node;
  const rows = Object.entries(perPage).map(([name, count]) => {
    const before = baseline.perPage[name];
    const change = count / before - 1;
    const verdict = change > TOLERANCE ? 'fail' : 'pass';
    if (comparable && verdict === 'fail') process.exitCode = 1;
    return [
      name,
      String(count),
      String(before),
      `${change < 0 ? '' : '+'}${(100 * change).toFixed(1)}%`,
      comparable ? verdict : 'not compared',
    ];
  });
  const table: Table = {
    title: `Instructions per page, Node ${node}`,
    columns: [
      ['workload', 'text'],
      ['count', 'number'],
      ['baseline', 'number'],
      ['change', 'number'],
      ['verdict', 'text'],
    ],
    rows,
    ...(comparable ? {} : { footer: `The baseline is of Node ${baseline.node}.` }),
  };
  process.stdout.write(`${render({ document: {}, records: [], tables: [table] }, 'table')}\n`);
}
