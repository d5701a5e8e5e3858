import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STRATEGIES } from '../../src/strategy/registry.js';
import { stress } from './stress.js';

test('eight threads on a tiny pool with writeback lose nothing, in any strategy', async (t) => {
  const reports = await stress({ threads: 8, seconds: 10, seed: 1 });
  assert.equal(reports.length, STRATEGIES.size);
  for (const { strategy, tally, found } of reports) {
    assert.deepEqual(found, [], strategy);
    assert.ok(tally.acceptedPages > 0, `${strategy} has stored something`);
  }
  const writtenBack = reports.reduce((sum, { tally }) => sum + tally.counters.zswpwb, 0);
  const stored = reports.reduce((sum, { tally }) => sum + tally.acceptedPages, 0);
  assert.ok(writtenBack > 0, 'writeback took part');
  t.diagnostic(`${stored} pages stored, ${writtenBack} written back`);
});
