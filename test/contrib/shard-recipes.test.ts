import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ResultDocument } from '../../src/result/document.js';
import { temporaryFolder } from '../support/files.js';
import { ROOT } from '../support/program.js';
import { RecipeShell, yamlFile } from '../support/recipe-shell.js';
import { resultOf } from '../support/result-documents.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const GRID = [
  ...['--corpus', core, '-c', 'lz4,lzo', '-s', 'incremental,batch', '-f', '4K,16K'],
  ...['--total-ram', 'offered', '--repeat', '2', '--no-timing'],
];
const OPTIONS = GRID.join(' ');
const whole = await resultOf(...GRID);

/** A shell in a folder of its own. */
function shellIn(name: string): RecipeShell {
  const own = join(folder, name);
  mkdirSync(own);
  return new RecipeShell(own);
}

function requireMerged({ folder }: RecipeShell): void {
  const merged = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as ResultDocument;
  assert.deepEqual([merged.cells, merged.shard], [whole.cells, undefined]);
}

function requireDone({ exitCode, stderr }: { exitCode: number | null; stderr: string }): void {
  assert.deepEqual([exitCode, stderr], [0, '']);
}

describe('recipes of sharded runs', () => {
  it('contrib/github/shards.yml: the jobs give the result of an unsharded run', () => {
    const { jobs } = yamlFile('contrib/github/shards.yml');
    const { shard } = jobs.run.strategy.matrix;
    assert.equal(jobs.merge.needs, 'run');
    assert.deepEqual(jobs.run.env, {
      ZSWAP_BENCH_SHARD: '$' + '{{ strategy.job-index }}',
      ZSWAP_BENCH_SHARDS: '$' + '{{ strategy.job-total }}',
    });
    const shell = shellIn('github');
    const steps = (job: { steps: { run?: string }[] }) =>
      job.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
    for (const index of shard.keys()) {
      const env = {
        OPTIONS,
        ZSWAP_BENCH_SHARD: `${index}`,
        ZSWAP_BENCH_SHARDS: `${shard.length}`,
      };
      for (const run of steps(jobs.run))
        requireDone(shell.run(['bash', '--norc', '-ec', run], env));
    }
    for (const run of steps(jobs.merge)) requireDone(shell.run(['bash', '--norc', '-ec', run], {}));
    requireMerged(shell);
  });

  it('contrib/gitlab: the jobs give the result of an unsharded run', () => {
    const pipeline = yamlFile('contrib/gitlab/zswap-bench.gitlab-ci.yml');
    const { ZSWAP_BENCH } = pipeline.variables;
    const { parallel, script } = pipeline['zswap-bench run'];
    const shell = shellIn('gitlab');
    const run = (lines: string[], env: Record<string, string>) =>
      requireDone(shell.run(['sh', '-ec', lines.join('\n')], { ZSWAP_BENCH, ...env }));
    for (let index = 1; index <= parallel; index++) {
      run(script, { OPTIONS, CI_NODE_INDEX: `${index}`, CI_NODE_TOTAL: `${parallel}` });
    }
    assert.deepEqual(pipeline['zswap-bench merge'].needs, ['zswap-bench run']);
    run(pipeline['zswap-bench merge'].script, {});
    requireMerged(shell);
  });

  it('contrib/kubernetes: the pods give the result of an unsharded run', () => {
    const [job, merge] = ['run', 'merge'].map((name) =>
      yamlFile(`contrib/kubernetes/${name}.yaml`),
    );
    const [runs, merges] = [job, merge].map(({ spec }) => spec.template.spec.containers[0]);
    const given = Object.fromEntries(
      runs.env.map(({ name, value }: Record<string, string>) => [name, value]),
    );
    assert.equal(given.JOB_COMPLETIONS, `${job.spec.completions}`);
    assert.equal(job.spec.completionMode, 'Indexed');
    assert.ok(given.DATA.startsWith(runs.volumeMounts[0].mountPath));
    assert.deepEqual(runs.volumeMounts, merges.volumeMounts);
    assert.deepEqual(job.spec.template.spec.volumes, merge.spec.template.spec.volumes);
    const shell = shellIn('kubernetes');
    for (const index of [2, 0, 1]) {
      const env = {
        ...{ ...given, DATA: shell.folder, OPTIONS, JOB_COMPLETIONS: '3' },
        JOB_COMPLETION_INDEX: `${index}`,
      };
      requireDone(shell.run([...runs.command, ...runs.args], env));
    }
    requireDone(shell.run([...merges.command, ...merges.args], { DATA: shell.folder }));
    requireMerged(shell);
  });

  it('contrib/slurm: the array and the merge give the result of an unsharded run', () => {
    const shell = shellIn('slurm');
    const env = { DATA: shell.folder, OPTIONS, SHARDS: '3' };
    requireDone(shell.run([`${ROOT}contrib/slurm/submit.sh`], env));
    requireMerged(shell);
    const { exitCode, stderr } = shell.run([`${ROOT}contrib/slurm/submit.sh`], {});
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /DATA: a folder that all nodes see/);
  });

  it('docs/sharding.md names each of them', () => {
    const page = readFileSync(`${ROOT}docs/sharding.md`, 'utf8');
    const named = [...page.matchAll(/\]\(\.\.\/(contrib\/[\w./-]+)\)/g)].map(([, path]) => path);
    for (const path of named) assert.ok(existsSync(ROOT + path), path);
    assert.deepEqual(
      ['github/shards.yml', 'gitlab', 'kubernetes/run.yaml', 'slurm/submit.sh'].filter(
        (name) => !named.some((path) => path.startsWith(`contrib/${name}`)),
      ),
      [],
    );
  });
});
