import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ExactCase, runExactCase } from '../../support/exact-case.js';

const CASE: ExactCase = {
  strategy: 'batch',
  lengths: Array.from({ length: 400 }, (_, page) => 300 + ((page * 997) % 3500)),
  folioPages: 16,
  acceptPercent: 100,
  shrinkWorker: false,
};

test('starting fill: a pool with a fill stores what one with a lower limit does, the oracle too', async () => {
  const filled = await runExactCase({ ...CASE, limitPages: 90, fillPages: 13 });
  const lower = await runExactCase({ ...CASE, limitPages: 77 });
  assert.ok(lower.folios.rejected > 0 && lower.folios.stored > 0);
  assert.deepEqual(filled.folios, lower.folios);
  assert.deepEqual(filled.rejects, lower.rejects);
  assert.deepEqual(filled.oracle, lower.oracle);
  assert.equal(filled.pool.overshootPages, lower.pool.overshootPages);
  assert.equal(filled.pool.peakPages, lower.pool.peakPages + 13);
  assert.deepEqual(filled.rollback, lower.rollback);
});

test('start page: arrivals go round the corpus from there', async () => {
  const { lengths } = CASE;
  const turned = [...lengths.slice(160), ...lengths.slice(0, 160)];
  const started = await runExactCase({ ...CASE, limitPages: 77, startPage: 150 });
  const plain = await runExactCase({ ...CASE, lengths: turned, limitPages: 77 });
  assert.deepEqual(started, plain);
  assert.notDeepEqual(started.timeline, (await runExactCase({ ...CASE, limitPages: 77 })).timeline);
});

test('start page: fillers of scenario edge begin there', async () => {
  const edge: ExactCase = { ...CASE, scenario: 'edge', offerPages: 800, limitPages: 300 };
  const { lengths } = edge;
  const turned = [...lengths.slice(160), ...lengths.slice(0, 160)];
  const started = await runExactCase({ ...edge, startPage: 160 });
  assert.deepEqual(started, await runExactCase({ ...edge, lengths: turned }));
});
