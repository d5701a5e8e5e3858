import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseShard, resolveShard } from '../../../src/commands/run/shard-option.js';

describe('--shard', () => {
  it('takes I/N with I from 1 to N, and auto', () => {
    assert.deepEqual(parseShard('3/8'), { index: 3, count: 8 });
    assert.equal(parseShard('auto'), 'auto');
    for (const text of ['0/8', '9/8', '1/0', '1', '/', 'a/b', '1/8 ', '1/100001', '-1/2', '']) {
      assert.throws(() => parseShard(text), { message: /^I\/N, with I from 1/ }, text);
    }
  });

  const engines: [string, NodeJS.ProcessEnv, [number, number]][] = [
    ['its own variables', { ZSWAP_BENCH_SHARD: '0', ZSWAP_BENCH_SHARDS: '4' }, [1, 4]],
    ['an indexed Job', { JOB_COMPLETION_INDEX: '7', JOB_COMPLETIONS: '8' }, [8, 8]],
    ['GitLab', { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '3' }, [2, 3]],
    ['CircleCI', { CIRCLE_NODE_INDEX: '2', CIRCLE_NODE_TOTAL: '3' }, [3, 3]],
    ['Buildkite', { BUILDKITE_PARALLEL_JOB: '0', BUILDKITE_PARALLEL_JOB_COUNT: '2' }, [1, 2]],
    [
      'a Slurm array of 10-30:10',
      {
        SLURM_ARRAY_TASK_ID: '20',
        SLURM_ARRAY_TASK_COUNT: '3',
        SLURM_ARRAY_TASK_MIN: '10',
        SLURM_ARRAY_TASK_STEP: '10',
      },
      [2, 3],
    ],
  ];
  for (const [name, env, [index, count]] of engines) {
    it(`auto reads the variables of ${name}`, () => {
      assert.deepEqual(resolveShard('auto', env), { index, count });
    });
  }

  it('I/N ignores the environment', () => {
    const env = { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '3' };
    assert.deepEqual(resolveShard({ index: 1, count: 9 }, env), { index: 1, count: 9 });
  });

  const refused: [string, NodeJS.ProcessEnv, RegExp][] = [
    ['without an engine', {}, /found none; pass --shard I\/N/],
    [
      'without a count',
      { JOB_COMPLETION_INDEX: '1' },
      /a whole number in JOB_COMPLETIONS; found n/,
    ],
    ['with no number', { CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '3' }, /CI_NODE_INDEX; found 'x'/],
    ['past the end', { CI_NODE_INDEX: '4', CI_NODE_TOTAL: '3' }, /found CI_NODE_INDEX=4/],
    ['before the start', { CI_NODE_INDEX: '0', CI_NODE_TOTAL: '3' }, /found CI_NODE_INDEX=0/],
  ];
  for (const [name, env, message] of refused) {
    it(`auto is an error ${name}`, () => {
      assert.throws(() => resolveShard('auto', env), { exitCode: 2, message });
    });
  }
});
