import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Folio } from '../../../src/model/folio/folio.js';
import { resolveStrategy } from '../../../src/strategy/resolve.js';
import type { RejectCause } from '../../../src/strategy/store-outcome.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { StorePathFunction, Strategy } from '../../../src/strategy/strategy.js';
import { folioAt, WatchedZswap } from '../../support/watched-zswap.js';

// Order of each path's calls to its policies. Most policies of the registry do not depend on it, some do.

const LENGTH = 100;

/** A path with policies that write down what they are asked, `memcg admit 16`; the first `refusals` are refused. */
function questionsOf(
  path: StorePathFunction,
  folio: Folio,
  refusals: RejectCause[] = [],
): string[] {
  const asked: string[] = [];
  const scripted = (name: string) => () => ({
    admit: (_folio: Folio, pages: number) => {
      asked.push(`${name} admit ${pages}`);
      return name === 'memcg' ? (refusals.shift() ?? null) : null;
    },
    charge: (_folio: Folio, length: number) => {
      asked.push(`${name} charge ${length}`);
      return null;
    },
    settle: (_folio: Folio, bytes: number) => {
      asked.push(`${name} settle ${bytes}`);
      return null;
    },
    undo: () => {
      asked.push(`${name} undo`);
    },
    rechecks: false,
  });
  const batch = STRATEGIES.get('batch') as Strategy;
  const strategy: Strategy = {
    ...batch,
    path,
    global: scripted('global'),
    memcg: scripted('memcg'),
  };
  new WatchedZswap({ lengths: [LENGTH] }).store(strategy, folio);
  return asked;
}

const pathOf = (name: string) => (STRATEGIES.get(name) as Strategy).path;
const both = (question: string) => [`memcg ${question}`, `global ${question}`];
const times = (count: number, questions: string[]) => Array(count).fill(questions).flat();
const charges = (pages: number) => times(pages, both(`charge ${LENGTH}`));

test('paths with one check: admit for the folio, charge for each page, settle for the sum', () => {
  const once = [...both('admit 16'), ...charges(16), ...both('settle 1600')];
  for (const name of ['batch', 'deferred', 'oracle']) {
    assert.deepEqual(questionsOf(pathOf(name), folioAt(0, 16)), once, name);
  }
  // A first probe has no side effect.
  const probe = [...both('admit 16'), ...both('undo')];
  assert.deepEqual(questionsOf(pathOf('recheck'), folioAt(0, 16)), [...probe, ...once]);
});

test('chunked asks about eight pages at a time, and about what is left', () => {
  const chunk = [...both('admit 8'), ...charges(8), ...both('settle 800')];
  assert.deepEqual(questionsOf(pathOf('chunked'), folioAt(0, 16)), [...chunk, ...chunk]);
  const four = [...both('admit 4'), ...charges(4), ...both('settle 400')];
  assert.deepEqual(questionsOf(pathOf('chunked'), folioAt(0, 4)), four);
});

test('incremental asks the memcg about the folio and the pool about each page', () => {
  const page = ['global admit 1', ...charges(1)];
  const asked = questionsOf(pathOf('incremental'), folioAt(0, 16));
  // Each page is charged by the time the next begins, so that at the end nothing is yet to be added.
  assert.deepEqual(asked, ['memcg admit 16', ...times(16, page), ...both('settle 0')]);
});

test('the kernels ask once, and what they add at the end was asked for page by page', () => {
  for (const release of ['6.13', '6.14', '6.18']) {
    const asked = questionsOf(pathOf(`mainline-${release}`), folioAt(0, 16));
    assert.deepEqual(asked, [...both('admit 16'), ...charges(16), ...both('settle 0')], release);
  }
  assert.deepEqual(questionsOf(pathOf('mainline-6.12'), folioAt(0, 16)), []);
  const single = [...both('admit 1'), ...charges(1), ...both('settle 0')];
  assert.deepEqual(questionsOf(pathOf('mainline-6.12'), folioAt(0, 1)), single);
});

test('split asks about the folio, gives back, and asks about each of its pages', async () => {
  const single = [...both('admit 1'), ...charges(1), ...both(`settle ${LENGTH}`)];
  const refused = ['memcg admit 4', ...both('undo')];
  const { strategy } = await resolveStrategy('split:batch');
  const asked = questionsOf(strategy.path, folioAt(0, 4), ['memcg_limit']);
  assert.deepEqual(asked, [...refused, ...times(4, single)]);
});
