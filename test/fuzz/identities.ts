import assert from 'node:assert/strict';
import { FOLIO_PAGES, folioSizeName } from '../../src/model/folio/folio.js';
import type { ModelCell, ModelExact, ModelResult, Offered } from '../../src/result/document.js';
import { unreadableField } from '../../src/result/read.js';
import { maxCells } from '../../src/result/size.js';
import { uncheckedFolio } from '../../src/strategy/overshoot-bound.js';
import { resolveStrategy } from '../../src/strategy/resolve.js';

/** Checks all that has to hold between the exact figures of a result, whatever its options are. */
export async function assertIdentities(result: ModelResult): Promise<void> {
  assert.equal(unreadableField(result), null);
  for (const cell of result.cells) await assertCell(cell, result);
}

async function assertCell(cell: ModelCell, { config, corpora }: ModelResult): Promise<void> {
  const { key, exact } = cell;
  assertSums(exact, key);
  assertPool(cell, config, key);
  await assertOvershoot(cell, key);
  assertMemcgs(exact, config, key);
  assertCounters(exact, config.scenario, key);
  assertOracle(exact, config.scenario, key);
  assertProgress(cell, config, key);
  assertTimeline(exact, key);
  const facts = corpora.find(({ name }) => name === cell.corpus);
  if (exact.roundTrip !== null) {
    assert.equal(exact.roundTrip.mismatches, 0, key);
    assert.equal(exact.roundTrip.checked, facts?.pages, key);
  }
  const room = {
    memcgs: config.memcgs,
    failingPages: exact.failingPage.length,
    repetitions: config.repeat,
  };
  const bytes = JSON.stringify({ ...cell, timed: null }, null, 2).length;
  assert.ok(bytes * maxCells(room) < 2 ** 28, `${key} has ${bytes} bytes`);
}

function assertSums(
  { folios, pages, rejects, failingPage, rollback }: ModelExact,
  key: string,
): void {
  const balanced = ({ offered, stored, rejected, zero }: Offered) =>
    assert.equal(offered, stored + rejected + zero, key);
  balanced(folios);
  balanced(pages);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  assert.equal(sum(Object.values(rejects)), folios.rejected, `${key}: causes`);
  assert.equal(sum(failingPage.map(([, stores]) => stores)), folios.rejected, `${key}: failing`);
  const { drift, declared, verdict, failedStores } = rollback;
  assert.ok(failedStores >= folios.rejected, key);
  assert.ok(
    Object.keys(drift).every((counter) => declared.includes(counter)),
    key,
  );
  assert.equal(verdict === 'exact', Object.keys(drift).length === 0, key);
}

function assertPool(
  { exact, parameters }: ModelCell,
  config: ModelResult['config'],
  key: string,
): void {
  const { pool, pages } = exact;
  const { limitPages, endPages, peakPages, overshootPages, overshootP99 } = pool;
  if (config.totalRamBytes !== null) {
    const ramPages = Math.floor(config.totalRamBytes / 4096);
    assert.equal(limitPages, Math.floor((ramPages * parameters['max-pool-percent']) / 100), key);
  }
  assert.equal(overshootPages, Math.max(0, peakPages - limitPages), key);
  assert.ok(endPages <= peakPages && overshootP99 <= overshootPages, key);
  assert.ok(pool.compressedBytes <= endPages * 4096, key);
  assert.equal(pool.ratio === null, pool.compressedBytes === 0, key);
  assert.ok(config.offerBytes === null || pages.offered * 4096 <= config.offerBytes, key);
}

async function assertOvershoot(cell: ModelCell, key: string): Promise<void> {
  const { strategy, folioSize, parameters, exact } = cell;
  const folioPages = FOLIO_PAGES.find((pages) => folioSizeName(pages) === folioSize) as number;
  const bound = strategy.includes('+')
    ? uncheckedFolio
    : (await resolveStrategy(strategy)).strategy.overshootBound;
  const mostPages = bound({ tasks: parameters.tasks, folioPages });
  assert.ok(exact.pool.overshootPages <= mostPages, `${key}: ${mostPages} at most`);
}

function assertMemcgs({ memcg }: ModelExact, config: ModelResult['config'], key: string): void {
  const { memcgs, memcgMaxBytes, memcgParentMaxBytes } = config;
  assert.equal(memcg.length, memcgs + 1, key);
  for (const [i, { limitPages, endPages, peakPages, overshootPages }] of memcg.entries()) {
    const bytes = i === 0 ? memcgParentMaxBytes : memcgMaxBytes;
    assert.equal(limitPages, bytes === null ? null : Math.floor(bytes / 4096), key);
    assert.ok(endPages <= peakPages, key);
    assert.equal(overshootPages, Math.max(0, peakPages - (limitPages ?? peakPages)), key);
  }
}

/** Value of a counter without the strategy's drift. */
function independent(
  { counters, rollback }: ModelExact,
  name: keyof ModelExact['counters'],
): number {
  return counters[name] - (rollback.drift[name] ?? 0);
}

function assertCounters(exact: ModelExact, scenario: string, key: string): void {
  const { pages, counters, pool, wasted } = exact;
  const stored = independent(exact, 'stored_pages');
  assert.equal(independent(exact, 'zswpout'), pages.stored, key);
  assert.equal(counters.zswpwb, counters.written_back_pages, key);
  assert.ok(stored >= 0 && pages.incompressible <= pages.stored, key);
  assert.ok(independent(exact, 'stored_incompressible_pages') <= stored, key);
  if (scenario === 'fill') assert.equal(stored, pages.stored - counters.zswpwb, key);
  if (scenario === 'steady')
    assert.ok(stored <= pages.stored - counters.zswpwb - counters.zswpin, key);
  if (scenario === 'edge') assert.deepEqual([stored, pool.endPages], [0, 0], key);
  assert.equal(wasted.compressions === 0, wasted.virtualNs === 0, key);
}

function assertOracle(exact: ModelExact, scenario: string, key: string): void {
  const { oracle, pool, counters, folios } = exact;
  assert.equal(oracle === null, scenario !== 'fill', key);
  if (oracle === null) return;
  assert.ok(oracle.storedPages <= oracle.boundPages, key);
  assert.equal(oracle.regretPages, oracle.storedPages - counters.stored_pages, key);
  assert.ok(oracle.refusedThatFitted <= folios.rejected, key);
  if (pool.overshootPages > 0) return;
  assert.ok(independent(exact, 'stored_pages') <= oracle.boundPages, `${key}: bound`);
}

function assertProgress(
  { exact, parameters }: ModelCell,
  config: ModelResult['config'],
  key: string,
): void {
  const { rounds, allFailedRounds, fairness, fairnessOfMemcgs, firstStoreNs } = exact.progress;
  const { pages, folios } = exact;
  assert.equal(rounds === null, config.scenario !== 'edge', key);
  assert.equal(allFailedRounds === null, rounds === null, key);
  if (rounds !== null && allFailedRounds !== null) {
    const reached = folios.offered - folios.zero;
    assert.equal(rounds, Math.ceil(reached / parameters.tasks), key);
    assert.ok(allFailedRounds + (exact.progress.allStoredRounds ?? -1) <= rounds, key);
  }
  // Folios of the preload are stored before the first round.
  if (firstStoreNs === null) assert.ok(folios.stored === 0 || (pages.preloaded ?? 0) > 0, key);
  else assert.ok(folios.stored > 0, key);
  for (const [index, shares] of [
    [fairness, parameters.tasks],
    [fairnessOfMemcgs, config.memcgs],
  ] as const) {
    assert.equal(index === null, pages.stored === 0, key);
    assert.ok(index === null || index >= 1 / shares - 1e-6, key);
  }
}

function assertTimeline({ timeline, pool, folios, pages }: ModelExact, key: string): void {
  const reached = folios.offered - folios.zero;
  assert.ok(timeline.length <= Math.min(200, reached), key);
  // The preload leaves no points.
  const simulated = reached > 0 && pages.preloaded !== pages.offered;
  assert.equal(timeline.length > 0, simulated, key);
  for (const [i, [ns, poolPages]] of timeline.entries()) {
    assert.ok(poolPages <= pool.peakPages, key);
    assert.ok(i === 0 || ns >= timeline[i - 1][0], key);
  }
}
