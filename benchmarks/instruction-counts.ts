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

interface Workload {
  /** Pages of the longer of two processes; the shorter has a third. Their difference leaves out start-up. */
  readonly pages: number;
  /** Maximum increase over the baseline, see docs/performance.md. */
  readonly tolerance: number;
}

/** Counts of WebAssembly differ by less than 1%; those of JavaScript depend on when V8 compiles. */
const WORKLOADS: ReadonlyMap<string, Workload> = new Map([
  ['lz4', { pages: 3_000, tolerance: 0.05 }],
  ['lzo', { pages: 3_000, tolerance: 0.05 }],
  ['zstd', { pages: 900, tolerance: 0.05 }],
  ['store', { pages: 60_000, tolerance: 0.3 }],
  ['replay', { pages: 150_000, tolerance: 0.3 }],
]);
const SHORTER = 3;

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
  for (const [name, { pages }] of WORKLOADS) {
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
  const rows = [...WORKLOADS].map(([name, { tolerance }]) => {
    const count = perPage[name];
    const before = baseline.perPage[name];
    const change = count / before - 1;
    const verdict = change > tolerance ? 'fail' : 'pass';
    if (comparable && verdict === 'fail') process.exitCode = 1;
    return [
      name,
      String(count),
      String(before),
      `+${100 * tolerance}%`,
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
      ['allowed', 'number'],
      ['change', 'number'],
      ['verdict', 'text'],
    ],
    rows,
    ...(comparable ? {} : { footer: `The baseline is of Node ${baseline.node}.` }),
  };
  process.stdout.write(`${render({ document: {}, records: [], tables: [table] }, 'table')}\n`);
}
