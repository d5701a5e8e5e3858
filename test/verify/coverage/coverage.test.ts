import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkVerdictOf } from '../../../src/commands/check/check-verdict.js';
import { KERNELS, type Kernel } from '../../../src/model/zswap/kernel-presets.js';
import { CheckCases, type CheckOptions } from '../../../src/verify/check-cases.js';
import { coverageOf, isComplete } from '../../../src/verify/coverage/coverage.js';
import { subjectOf } from '../../support/check-cases.js';

const NONE: CheckOptions = { folioPages: [1], schedules: 0, exhaustive: true, seed: 1 };
const on = (name: string) => ({ name, kernels: [KERNELS.get(name) as Kernel] });
const ALL = { steps: -1, faults: -1, refusals: -1 };

test('coverage: everything reached is complete', () => {
  const coverage = coverageOf(ALL, on('6.18'));
  assert.equal(isComplete(coverage), true);
  assert.equal(checkVerdictOf(0, coverage, null), 'exact');
  assert.equal(checkVerdictOf(1, coverage, null), 'drift');
});

test('coverage: a step that was missed makes a strategy exact so far', () => {
  const coverage = coverageOf({ ...ALL, faults: ALL.faults & ~(1 << 6) }, on('6.18'));
  assert.deepEqual(coverage.faultPoints.missed, ['zs_malloc']);
  assert.equal(checkVerdictOf(0, coverage, null), 'exact so far');
});

test('coverage: a refusal that the kernel does not know is unreachable, with the reason', () => {
  const poor = 1 << 7;
  const reached = { ...ALL, refusals: ALL.refusals & ~poor };
  const [unreachable] = coverageOf(reached, on('6.18')).refusals.unreachable;
  assert.deepEqual(unreachable, { name: 'compress_poor', reason: 'unreachable on 6.18' });
  assert.deepEqual(coverageOf(reached, on('6.13')).refusals.missed, ['compress_poor']);
});

// Three stores at the pool limit have more orders of steps than a search runs.
test('coverage: a case that is cut at the maximum of schedules is not exact', async () => {
  const cases = new CheckCases(NONE);
  const threeStores = 4 * (4 * 4 + 8) + 10;
  const { counts } = await cases.check(subjectOf('incremental'), {
    set: 'small',
    first: threeStores,
    end: threeStores + 1,
  });
  assert.deepEqual([counts.searched, counts.complete], [1, 0]);
  const { searched, complete } = counts;
  const coverage = coverageOf(ALL, on('6.18'));
  assert.equal(checkVerdictOf(0, coverage, { cases: searched, complete }), 'exact so far');
});
