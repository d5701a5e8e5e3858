import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileIn, temporaryFolder } from '../support/files.js';
import { ROOT } from '../support/program.js';
import { RecipeShell, yamlFile } from '../support/recipe-shell.js';
import { changed, resultOf } from '../support/result-documents.js';

const folder = temporaryFolder();
const shell = new RecipeShell(folder);
const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
const result = await resultOf(
  ...['--corpus', 'cc1plus', '-c', 'lz4', '-s', 'batch', '--total-ram', '16M', '--repeat', '1'],
  '--no-timing',
);
const PLACE = ['cells', 0, 'exact', 'pool', 'endPages'];
fileIn(folder, 'baseline.json', JSON.stringify(result));
fileIn(folder, 'other.json', JSON.stringify(changed(result, PLACE, 1)));

describe('action.yml', () => {
  const { inputs, outputs, runs } = yamlFile('action.yml');
  const [step] = runs.steps;

  /** Runs the step as a runner does: variables from inputs, and files for its outputs. */
  function act(given: Record<string, string>) {
    const filled = Object.entries<string>(step.env).map(([name, value]) => {
      const input = /^\$\{\{ inputs\.(\w+) \}\}$/.exec(value)?.[1] as string;
      return [name, given[input] ?? inputs[input].default];
    });
    const files = { GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'summary', RUNNER_TEMP: folder };
    for (const name of ['output', 'summary']) fileIn(folder, name, '');
    const env = { ...Object.fromEntries(filled), ...files, GITHUB_ACTIONS: 'true' };
    return shell.run(['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], env);
  }

  it('passes the figures of the baseline, and names its JUnit file', () => {
    const { exitCode, stderr } = act({ baseline: 'baseline.json' });
    assert.deepEqual([exitCode, stderr], [0, '']);
    const [, name, path] =
      /^(\w+)=(.*)\n$/.exec(readFileSync(join(folder, 'output'), 'utf8')) ?? [];
    assert.equal(outputs.junit.value, `$${`{{ steps.${step.id}.outputs.${name} }}`}`);
    assert.match(readFileSync(path, 'utf8'), /<testcase /);
    assert.match(readFileSync(join(folder, 'summary'), 'utf8'), /pass/);
  });

  it('fails for another figure, with an annotation', () => {
    const { exitCode, stdout } = act({ baseline: 'other.json' });
    assert.equal(exitCode, 1);
    assert.match(stdout, /^::error .*pool\.endPages/m);
  });

  it('has no input in its script, where a shell would run it', () => {
    assert.doesNotMatch(step.run, /\$\{\{/);
    assert.deepEqual([inputs.version.default, inputs.baseline.required], [version, true]);
  });
});

describe('contrib', () => {
  it('github/gate.yml: gives the action inputs that it has', () => {
    const { jobs } = yamlFile('contrib/github/gate.yml');
    const action = yamlFile('action.yml');
    const gate = jobs.gate.steps.find(({ id }: { id?: string }) => id === 'gate');
    assert.equal(gate.uses, `OWNER/zswap-bench@v${version}`);
    assert.deepEqual(Object.keys(gate.with), ['baseline']);
    assert.ok('baseline' in action.inputs);
  });

  it('gitlab: its gate passes the figures of the baseline', () => {
    const pipeline = yamlFile('contrib/gitlab/zswap-bench.gitlab-ci.yml');
    const { script, artifacts } = pipeline['zswap-bench gate'];
    const { exitCode, stderr } = shell.run(['sh', '-ec', script.join('\n')], pipeline.variables);
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.match(readFileSync(join(folder, artifacts.reports.junit), 'utf8'), /<testcase /);
  });

  it('Dockerfile: its steps are sh, and it packs what npm publishes', () => {
    const lines = readFileSync(`${ROOT}Dockerfile`, 'utf8').split('\n');
    const steps = lines.filter((line) => line !== '' && !line.startsWith('#'));
    const words = steps.map((line) => line.split(' ')[0]);
    assert.deepEqual(words, [
      ...['FROM', 'WORKDIR', 'COPY', 'RUN'],
      ...['FROM', 'COPY', 'RUN', 'USER', 'WORKDIR', 'ENTRYPOINT', 'CMD'],
    ]);
    for (const step of steps.filter((line) => line.startsWith('RUN '))) {
      assert.equal(shell.run(['sh', '-nc', step.slice(4)], {}).exitCode, 0, step);
    }
    for (const step of steps.filter((line) => /^(ENTRYPOINT|CMD) /.test(line))) {
      assert.ok(Array.isArray(JSON.parse(step.slice(step.indexOf(' ')))), step);
    }
    const ignored = readFileSync(`${ROOT}.dockerignore`, 'utf8').split('\n');
    for (const name of ['node_modules', 'dist', '.git']) assert.ok(ignored.includes(name), name);
  });

  it('every recipe installs this version', () => {
    const texts = [
      ...['action.yml', 'contrib/github/shards.yml', 'contrib/gitlab/zswap-bench.gitlab-ci.yml'],
      ...['bench', 'install'].map(
        (part) => `contrib/mmtests/shellpack_src/src/zswapbench/zswapbench-${part}`,
      ),
    ].map((path) => readFileSync(ROOT + path, 'utf8'));
    const versions = texts.flatMap((text) => text.match(/\d+\.\d+\.\d+/g) ?? []);
    assert.deepEqual(
      versions.filter((each) => each !== version && each !== '20.19.0'),
      [],
    );
    assert.ok(versions.length >= texts.length);
  });
});
