import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/common/errors.js';
import { batch } from '../../src/strategy/path/batch.js';
import { completeStore, runStore, storeSetting } from '../../src/strategy/run-store.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { StorePathFunction, Strategy } from '../../src/strategy/strategy.js';
import { bareZswap, folioOf } from '../support/bare-zswap.js';

const FOLIO = folioOf(0, 4);

/** A store of four pages by another path, of a module if it has a name. */
function running(path: StorePathFunction, module?: string) {
  const zswap = bareZswap({ lengths: [100] });
  const strategy = { ...(STRATEGIES.get('batch') as Strategy), path };
  const named = module === undefined ? strategy : { ...strategy, module };
  return { zswap, start: () => runStore(storeSetting(named, zswap), FOLIO) };
}

test('a folio is in flight from the start of its store to its end', () => {
  const { zswap, start } = running(batch);
  const store = start();
  assert.deepEqual([...zswap.inFlight], [FOLIO], 'before the first step');
  for (let step = store.next(); step.done !== true; step = store.next()) {
    assert.ok(zswap.inFlight.has(FOLIO));
  }
  assert.equal(zswap.inFlight.size, 0);
});

test('a path may let its folio leave the swap cache and go on', () => {
  const { zswap, start } = running(function* (store) {
    const outcome = yield* batch(store);
    store.leaveSwapCache();
    yield 7;
    return outcome;
  });
  const store = start();
  while (store.next().value !== 7);
  assert.equal(zswap.inFlight.size, 0);
  assert.equal(completeStore(store).refused, null);
});

/** Paths that break their contract, and the one line that says so. */
const BROKEN: readonly [string, unknown, RegExp][] = [
  [
    'throws',
    function* () {
      yield 1;
      throw new Error('no idea\nwhat to do');
    },
    /expected path\(\) not to throw; found exception 'no idea' at step 2: folio 0, 0 of 4 pages compressed/,
  ],
  [
    'throws at once',
    () => {
      throw 'a string';
    },
    /found exception 'a string' at step 0/,
  ],
  [
    'does not end',
    function* () {
      for (;;) yield 1;
    },
    /expected path\(\) to end within 1256 steps; found it in flight at step 1257/,
  ],
  [
    'yields no time',
    function* () {
      yield Number.NaN;
    },
    /expected path\(\) to yield the cost of a step in ns; found NaN yielded at step 1/,
  ],
  [
    'yields no finite time',
    function* () {
      yield Number.POSITIVE_INFINITY;
    },
    /found Infinity yielded at step 1/,
  ],
  [
    'returns an outcome of its own',
    function* () {
      yield 1;
      return { refused: null, storedPages: 4, failingPage: 4, wasted: 0 };
    },
    /expected path\(\) to return the outcome of its store; found another value returned at step 2/,
  ],
  [
    'returns nothing',
    function* () {
      yield 1;
    },
    /expected path\(\) to return the outcome of its store/,
  ],
  ['is no generator', () => 5, /found exception '.*next is not a function' at step 1/],
];

for (const [what, path, message] of BROKEN) {
  test(`a module's path that ${what} is one line, exit code 2, and leaves no folio in flight`, () => {
    const { zswap, start } = running(path as StorePathFunction, './mine.mjs');
    assert.throws(
      () => completeStore(start()),
      (error) => {
        assert.ok(error instanceof Failure);
        assert.deepEqual([error.code, error.exitCode], ['ZB_MODULE', 2]);
        assert.match(error.message, /^--strategy \.\/mine\.mjs: expected /);
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      },
    );
    assert.equal(zswap.inFlight.size, 0);
  });
}

test('what a built-in path throws is left as it is, with no folio in flight', () => {
  const thrown = new Error('a bug');
  const { zswap, start } = running(() => {
    throw thrown;
  });
  assert.throws(
    () => start(),
    (error) => error === thrown,
  );
  assert.equal(zswap.inFlight.size, 0);
});
