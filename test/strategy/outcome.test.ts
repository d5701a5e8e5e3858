import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused, stored } from '../../src/strategy/outcome.js';
import { ONLY_ADMITS } from '../../src/strategy/policy/at-limit.js';
import type { LimitPolicies, RejectCause } from '../../src/strategy/strategy.js';
import { bareZswap, folioOf, putPage } from '../support/bare-zswap.js';

const FOLIO = folioOf(4, 4);

function scene() {
  const heard: string[] = [];
  const zswap = bareZswap({
    events: {
      accepted: (pageCount) => heard.push(`accepted ${pageCount}`),
      refused: (pageCount) => heard.push(`refused ${pageCount}`),
      freed: (slot) => heard.push(`freed ${slot}`),
    },
  });
  const policy = (name: string) => ({
    ...ONLY_ADMITS,
    admit: () => null,
    undo: () => heard.push(`${name} undo`),
  });
  const limits: LimitPolicies = { global: policy('global'), memcg: policy('memcg') };
  return { heard, zswap, limits };
}

test('a store that got all pages in says so', () => {
  const { heard, zswap } = scene();
  assert.deepEqual(stored(zswap, FOLIO), {
    refused: null,
    storedPages: 4,
    failingPage: 4,
    wasted: 0,
  });
  assert.deepEqual(heard, ['accepted 4']);
});

test('one that failed gives claims back, erases what is at its slots, and says so', () => {
  const { heard, zswap, limits } = scene();
  for (const slot of [3, 4, 7, 8]) putPage(zswap, slot);
  assert.deepEqual(refused(zswap, FOLIO, limits, 'compress_fail', 2, 3), {
    refused: 'compress_fail',
    storedPages: 0,
    failingPage: 2,
    wasted: 3,
  });
  assert.deepEqual(heard.toSorted(), [
    'freed 4',
    'freed 7',
    'global undo',
    'memcg undo',
    'refused 4',
  ]);
  assert.equal(heard.at(-1), 'refused 4');
});

test('the worker is asked for if the pool is full, whatever the cause, or if an estimate did not fit', () => {
  const asks = (cause: RejectCause, full: boolean) => {
    const { zswap, limits } = scene();
    zswap.limit.full = full;
    refused(zswap, FOLIO, limits, cause, 0, 0);
    return zswap.workerQueued;
  };
  const causes = ['pool_limit', 'hysteresis', 'memcg_limit', 'headroom', 'compress_fail'] as const;
  assert.ok(causes.every((cause) => asks(cause, true)));
  assert.deepEqual(
    causes.filter((cause) => asks(cause, false)),
    ['headroom'],
  );
});
