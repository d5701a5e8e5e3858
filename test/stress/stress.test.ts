import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import { ROOT } from '../support/program.js';
import { STEPS_PER_CLOCK_CHECK } from './plan.js';
import { stress } from './stress.js';

test('eight threads on a tiny pool with writeback lose nothing, in any strategy', async (t) => {
  const reports = await stress({ threads: 8, seconds: 10, seed: 1 });
  assert.equal(reports.length, STRATEGIES.size);
  for (const { strategy, totals, found } of reports) {
    assert.deepEqual(found, [], strategy);
    assert.ok(totals.acceptedPages > 0, `${strategy} has stored something`);
  }
  const writtenBack = reports.reduce((sum, { totals }) => sum + totals.counters.zswpwb, 0);
  const steps = reports.reduce((sum, report) => sum + report.steps, 0);
  const stored = reports.reduce((sum, { totals }) => sum + totals.acceptedPages, 0);
  assert.ok(writtenBack > 0, 'writeback took part');
  t.diagnostic(`${steps} steps, ${stored} pages stored, ${writtenBack} written back`);
});

test('a step of the time of day ends no round', () => {
  // The time of day advances by an hour per call; threads start with the same options.
  const jump = 'data:text/javascript,let now = 0; Date.now = () => (now += 3.6e6);';
  const { stdout, status } = spawnSync(
    process.execPath,
    ['--import', jump, `${ROOT}dist/test/stress/main.js`, '--seconds', '1', '--threads', '2'],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0);
  const steps = Array.from(stdout.matchAll(/: (\d+) steps,/g), ([, count]) => Number(count));
  assert.equal(steps.length, STRATEGIES.size);
  // A round that the time of day ends has one clock check per thread.
  const clockChecks = steps.reduce((sum, count) => sum + count, 0) / STEPS_PER_CLOCK_CHECK;
  assert.ok(clockChecks > 2 * 2 * STRATEGIES.size, `${clockChecks} clock checks`);
});
