import assert from 'node:assert/strict';
import { it } from 'node:test';
import { compare, Failure, gate, type Plan, type ResultDocument, run } from '../src/index.js';
import { fileIn, temporaryFolder } from './support/files.js';
import { inProcess } from './support/in-process.js';
import { changed } from './support/result-documents.js';
import { writeTinyCorpora } from './support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const PLAN: Plan = {
  corpora: [core],
  compressors: ['lz4'],
  strategies: ['incremental', 'batch'],
  folioSizes: ['16K'],
  memcgMaxBytes: 2 ** 16,
  totalRamBytes: null,
  maxPoolPercent: [10, 15],
  repeat: 6,
  timeSeconds: null,
  jobs: 1,
};
const ARGUMENTS = [
  ...['--corpus', core, '-c', 'lz4', '-f', '16K', '--memcg-max', '64K', '--total-ram', 'offered'],
  ...['--max-pool-percent', '10,15', '--repeat', '6', '--no-timing', '--jobs', '1', '--json'],
];

async function printed(...args: string[]): Promise<unknown> {
  const { stdout } = await inProcess(...args);
  return JSON.parse(stdout);
}

function plain(document: object): unknown {
  return JSON.parse(JSON.stringify(document));
}

it('run: a plan gives the document of the command with these options', async () => {
  assert.deepEqual(plain(await run(PLAN)), await printed('run', ...ARGUMENTS));
});

it('compare and gate: two results give the documents of the commands', async () => {
  const result = await run(PLAN);
  const path = ['cells', 0, 'exact', 'pool', 'endPages'];
  const other = changed(result, path, 1) as ResultDocument;
  const [a, b] = [result, other].map((each, i) => fileIn(folder, `${i}`, JSON.stringify(each)));
  assert.deepEqual(plain(compare(result, other)), await printed('compare', a, b, '--json'));
  const report = gate(result, other);
  assert.equal(report.verdict, 'fail');
  const files = ['--baseline', a, '--current', b];
  assert.deepEqual(plain(report), await printed('gate', ...files, '--json'));
});

it('run: a plan is checked before it runs', async () => {
  const cases: [plan: object, message: RegExp][] = [
    [
      { corpora: ['redis'], corpra: ['jvm'] },
      /^plan: expected one of .*; found 'corpra'; did you mean 'corpora'\?$/,
    ],
    [{ corpora: 'redis' }, /^plan: corpora: expected a list; found 'redis'; /],
    [{ tasks: [] }, /^plan: tasks: expected at least one item; found a list of 0 items; /],
    [{ tasks: [4, 0] }, /^plan: tasks\[1\]: expected a whole number from 1 to 512; found 0; /],
    [
      { totalRamBytes: '1G' },
      /^plan: totalRamBytes: expected a whole number from 0 up; found '1G'/,
    ],
    [{ jobs: 65 }, /^plan: jobs: expected a whole number from 1 to 64; found 65; /],
    [{ strategies: ['bacth'] }, /^--strategy: .*; did you mean 'batch'\?$/],
  ];
  for (const [plan, message] of cases) {
    await assert.rejects(run(plan as Plan), (error) => {
      assert.ok(error instanceof Failure);
      assert.match(error.message, message);
      return error.exitCode === 2;
    });
  }
});

it('run: an observer gets progress and remarks', async () => {
  const seen = { progress: [] as string[], remark: [] as string[] };
  await run(
    { ...PLAN, kernel: '9.9' },
    {
      progress: (text) => seen.progress.push(text),
      remark: (text) => seen.remark.push(text),
    },
  );
  assert.ok(seen.progress.length > 0);
  assert.match(seen.remark[0], /^--kernel 9\.9: newer than /);
});
