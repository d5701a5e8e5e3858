import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AdvisedSetting } from '../../../src/commands/advise/advised-settings.js';
import { decideSetting } from '../../../src/commands/advise/decide-setting.js';
import type { Trial } from '../../../src/commands/advise/trial.js';
import { trialsAbout } from '../../../src/commands/advise/views.js';
import { STANDARD_WEIGHTS, type Weights } from '../../../src/commands/advise/weights.js';
import {
  ACCEPT,
  COMPRESSORS,
  type Conditions,
  type MadeCosts,
  POOL,
  trial,
} from './made-trials.js';

const zstd = { compressor: 'zstd' };

/** Trials of both compressors under the same conditions. */
function pair(lzo: MadeCosts, other: MadeCosts, conditions: Conditions = {}): Trial[] {
  const { values } = conditions;
  return [trial(lzo, conditions), trial(other, { ...conditions, values: { ...values, ...zstd } })];
}

function decided(
  trials: readonly Trial[],
  setting: AdvisedSetting = COMPRESSORS,
  weights: Weights = STANDARD_WEIGHTS,
) {
  const settings = [COMPRESSORS, POOL, ACCEPT];
  return decideSetting(trialsAbout(setting, settings, trials), weights);
}

describe('advice on a setting', () => {
  it('changes to a value that is better in every view, with the loss of the default', () => {
    // 0.6 + 0.1 + 0.1 = 0.8 and 0.2 + 0.05 + 0.15 = 0.4 per page.
    const { verdict, value, alternatives, views } = decided(pair([60, 10, 10], [20, 5, 15]));
    assert.deepEqual([verdict, value], ['change', 'zstd']);
    const [lzo, other] = alternatives;
    assert.deepEqual([lzo.ram, lzo.io, lzo.cpuNs], [0.6, 0.1, 10_000]);
    assert.ok(Math.abs(lzo.cost - 0.8) < 1e-9 && Math.abs(other.cost - 0.4) < 1e-9);
    assert.ok(Math.abs((lzo.loss ?? 0) - 1) < 1e-9);
    // With cpu x2 it is 0.9 / 0.55; with ram x2 it is 1.4 / 0.6.
    const [low, high] = lzo.lossRange ?? [0, 0];
    assert.ok(Math.abs(low - (0.9 / 0.55 - 1)) < 1e-9, String(low));
    assert.ok(Math.abs(high - (1.4 / 0.6 - 1)) < 1e-9, String(high));
    // All trials; one view of seed, tasks, pages, scenario and neighbour each; seven of weights.
    assert.equal(views.length, 1 + 5 + 7);
  });

  it('is undecided where halved or doubled weights change the best value', () => {
    const { verdict, value, reason } = decided(pair([60, 0, 10], [40, 0, 25]));
    assert.deepEqual([verdict, value], ['undecided', 'lzo']);
    assert.equal(reason, 'best: zstd in all trials, repetition 1, tasks 1 and 8 more; lzo in 2');
  });

  it('is undecided where one condition has another best value', () => {
    const better = pair([60, 10, 10], [20, 5, 15]);
    for (const condition of [
      { repetition: 1 },
      { tasks: '16' },
      { pages: 'a 2/2' },
      { scenario: 'steady' },
      { values: { max_pool_percent: '30' } },
    ] as const) {
      const { verdict } = decided([...better, ...pair([60, 10, 10], [60, 10, 60], condition)]);
      assert.equal(verdict, 'undecided', JSON.stringify(condition));
      const agreeing = decided([...better, ...pair([60, 10, 10], [20, 5, 15], condition)]);
      assert.equal(agreeing.verdict, 'change', JSON.stringify(condition));
    }
  });

  it('ignores trials in which two other settings are changed', () => {
    const values = { max_pool_percent: '30', accept_threshold_percent: '80' };
    const far = pair([60, 10, 10], [60, 10, 60], { values });
    assert.equal(decided([...pair([60, 10, 10], [20, 5, 15]), ...far]).verdict, 'change');
  });

  it('keeps the default if no other is better anywhere, ties included', () => {
    assert.equal(decided(pair([60, 10, 10], [60, 10, 15])).verdict, 'keep');
    const tie = pair([60, 10, 10], [59.7, 10, 10], { tasks: '4' });
    assert.equal(decided([...pair([60, 10, 10], [60, 10, 15]), ...tie]).verdict, 'keep');
  });

  it('is undecided where a better value ties with the default in one view', () => {
    const tie = pair([60, 10, 10], [59.7, 10, 10], { tasks: '4' });
    assert.equal(decided([...pair([60, 10, 10], [20, 5, 15]), ...tie]).verdict, 'undecided');
  });

  it('has no evidence where all values cost the same', () => {
    const { verdict, value } = decided(pair([60, 10, 10], [60, 10.2, 10]));
    assert.deepEqual([verdict, value], ['no-evidence', 'lzo']);
  });

  it('has no evidence about max_pool_percent, also where the cost falls with it', () => {
    const trials = ['10', '20', '30'].map((max_pool_percent, i) =>
      trial([10 * (i + 1), 90 - 40 * i, 10], { values: { max_pool_percent } }),
    );
    const { verdict, value, alternatives } = decided(trials, POOL);
    assert.deepEqual([verdict, value], ['no-evidence', '20']);
    assert.deepEqual(
      alternatives.map(({ loss }) => Math.round(1000 * (loss ?? 0))),
      [375, 0, -375],
    );
  });

  it('takes the accept threshold from the scenario that varies it', () => {
    const fill = trial([1, 1, 1]);
    const steady = ['80', '90', '100'].map((accept_threshold_percent, i) =>
      trial([40, 40 - 10 * i, 10], { scenario: 'steady', values: { accept_threshold_percent } }),
    );
    const { verdict, value, reason } = decided([fill, ...steady], ACCEPT);
    assert.deepEqual([verdict, value], ['change', '100']);
    assert.match(reason, /of scenario steady alone$/);
  });

  it('is undecided at an end of the list of accept thresholds below 100', () => {
    const setting = { ...ACCEPT, values: ['70', '80', '90'] };
    const trials = setting.values.map((accept_threshold_percent, i) =>
      trial([40, 10 + 10 * i, 10], { scenario: 'steady', values: { accept_threshold_percent } }),
    );
    const { verdict, reason } = decided(trials, setting);
    assert.deepEqual([verdict, reason], ['undecided', '70 is best, but it is an end of the list']);
  });

  it('does not advise a compressor that no kernel setting selects', () => {
    const setting = { ...COMPRESSORS, values: ['lzo', 'zstd:1'] };
    const trials = [trial([60, 10, 10]), trial([20, 5, 10], { values: { compressor: 'zstd:1' } })];
    assert.match(decided(trials, setting).reason, /zstd:1 is best, but no kernel setting/);
  });

  it('follows the weights', () => {
    const trials = pair([60, 10, 10], [40, 10, 60]);
    assert.equal(decided(trials, COMPRESSORS, { ram: 10, io: 1, cpu: 1 }).value, 'zstd');
    assert.equal(decided(trials, COMPRESSORS, { ram: 0, io: 1, cpu: 1 }).verdict, 'keep');
  });

  it('of a single value is that value', () => {
    const { verdict, value } = decided([trial([1, 1, 1])], { ...COMPRESSORS, values: ['lzo'] });
    assert.deepEqual([verdict, value], ['given', 'lzo']);
  });
});
