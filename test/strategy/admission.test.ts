import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Zswap } from '../../src/model/zswap/zswap.js';
import { admit, charge, settle } from '../../src/strategy/admission.js';
import type { LimitPolicies, LimitPolicy, RejectCause } from '../../src/strategy/strategy.js';
import { bareZswap, DIGIT_COSTS, folioOf, lruOf, putPage } from '../support/bare-zswap.js';

const VISIT = DIGIT_COSTS.memcgVisitNs;
const CLEAR = VISIT + DIGIT_COSTS.scanNs;
const WRITE = CLEAR + DIGIT_COSTS.writebackNs;

/** A page that has had its second chance. */
function putOld(zswap: Zswap, slot: number): void {
  const entry = putPage(zswap, slot);
  zswap.entries.referenced[entry] = 0;
}

/** A policy whose answers are written down, one a question; writes down what it is asked. */
function scripted(
  name: string,
  asked: string[],
  answers: (RejectCause | null)[] = [],
  looksAgain = false,
): LimitPolicy {
  const answer = (question: string) => {
    asked.push(`${name} ${question}`);
    return answers.shift() ?? null;
  };
  return {
    admit: (_folio, pages) => answer(`admit ${pages}`),
    charge: (_folio, length) => answer(`charge ${length}`),
    settle: (_folio, bytes) => answer(`settle ${bytes}`),
    undo: () => {},
    looksAgain,
  };
}

function run(zswap: Zswap, limits: LimitPolicies, memcg = 0) {
  const way = admit(zswap, folioOf(100, 4, memcg), limits, 4);
  const costs: number[] = [];
  for (;;) {
    const { done, value } = way.next();
    if (done) return { costs, verdict: value };
    costs.push(value);
  }
}

/** The memcg's policy gives these answers, the pool's none that refuses. */
function scene(answers: (RejectCause | null)[], looksAgain: boolean) {
  const asked: string[] = [];
  const limits = {
    memcg: scripted('memcg', asked, answers, looksAgain),
    global: scripted('global', asked),
  };
  return { asked, limits };
}

test('the memcg is asked first, then the pool; both about the pages to come', () => {
  const { asked, limits } = scene([null], false);
  assert.deepEqual(run(bareZswap(), limits), { costs: [1], verdict: null });
  assert.deepEqual(asked, ['memcg admit 4', 'global admit 4']);
});

test('what the pool says is the verdict, and nobody is shrunk for it', () => {
  const asked: string[] = [];
  const limits = {
    memcg: scripted('memcg', asked),
    global: scripted('global', asked, ['hysteresis']),
  };
  const zswap = bareZswap();
  putPage(zswap, 0);
  assert.deepEqual(run(zswap, limits), { costs: [1], verdict: 'hysteresis' });
  assert.deepEqual(lruOf(zswap), ['0*']);
});

test('a memcg that refuses is shrunk once, and if that wrote nothing the pool is not asked', () => {
  // The oldest page loses its bit and goes to the other end.
  const zswap = bareZswap();
  putPage(zswap, 0);
  putPage(zswap, 1);
  const { asked, limits } = scene(['memcg_limit'], false);
  assert.deepEqual(run(zswap, limits), { costs: [1, CLEAR], verdict: 'memcg_limit' });
  assert.deepEqual(asked, ['memcg admit 4']);
  assert.deepEqual(lruOf(zswap), ['1*', '0']);
});

test('if a page was written back the store goes on without asking the memcg again', () => {
  const zswap = bareZswap();
  putOld(zswap, 0);
  const { asked, limits } = scene(['memcg_limit', 'memcg_limit'], false);
  assert.deepEqual(run(zswap, limits), { costs: [1, WRITE], verdict: null });
  assert.deepEqual(asked, ['memcg admit 4', 'global admit 4']);
});

test('a policy that looks again is asked once more, and only after a page was written back', () => {
  const zswap = bareZswap();
  putPage(zswap, 0);
  const first = scene(['headroom', null], true);
  assert.deepEqual(run(zswap, first.limits), { costs: [1, CLEAR], verdict: 'headroom' });
  assert.deepEqual(first.asked, ['memcg admit 4']);
  // The page has lost its bit and is written back now; there is still no room.
  const second = scene(['headroom', 'memcg_limit'], true);
  assert.deepEqual(run(zswap, second.limits), { costs: [1, WRITE], verdict: 'memcg_limit' });
  assert.deepEqual(second.asked, ['memcg admit 4', 'memcg admit 4']);

  putOld(zswap, 1);
  const third = scene(['headroom', null], true);
  assert.deepEqual(run(zswap, third.limits), { costs: [1, WRITE], verdict: null });
  assert.deepEqual(third.asked, ['memcg admit 4', 'memcg admit 4', 'global admit 4']);
});

test('a memcg that has nothing, or may not write back, costs a visit', () => {
  for (const zswap of [bareZswap(), bareZswap({ writeback: false })]) {
    if (!zswap.memcgs[0].writebackEnabled) putOld(zswap, 0);
    const { limits } = scene(['memcg_limit'], false);
    assert.deepEqual(run(zswap, limits), { costs: [1, VISIT], verdict: 'memcg_limit' });
  }
});

test('it is the folio’s own memcg that is shrunk', () => {
  const zswap = bareZswap({ memcgs: 2 });
  putPage(zswap, 0, 100, 0);
  putPage(zswap, 1, 100, 1);
  run(zswap, scene(['memcg_limit'], false).limits, 1);
  assert.deepEqual([lruOf(zswap, 0), lruOf(zswap, 1)], [['0*'], ['1']]);
});

test('pages are written back for a store that the pool then refuses', () => {
  const zswap = bareZswap();
  putOld(zswap, 0);
  const asked: string[] = [];
  const limits = {
    memcg: scripted('memcg', asked, ['memcg_limit']),
    global: scripted('global', asked, ['pool_limit']),
  };
  assert.deepEqual(run(zswap, limits), { costs: [1, WRITE], verdict: 'pool_limit' });
  assert.equal(zswap.counters.written_back_pages, 1);
});

test('of a page and at the end the memcg is asked first, and the pool unless that refuses', () => {
  for (const [ask, question] of [
    [charge, 'charge 7'],
    [settle, 'settle 7'],
  ] as const) {
    for (const [memcg, global, verdict, questions] of [
      [null, null, null, 2],
      [null, 'pool_limit', 'pool_limit', 2],
      ['memcg_limit', 'pool_limit', 'memcg_limit', 1],
    ] as const) {
      const asked: string[] = [];
      const limits = {
        memcg: scripted('memcg', asked, [memcg]),
        global: scripted('global', asked, [global]),
      };
      assert.equal(ask(limits, folioOf(0, 1), 7), verdict);
      const both = [`memcg ${question}`, `global ${question}`];
      assert.deepEqual(asked, both.slice(0, questions));
    }
  }
});
