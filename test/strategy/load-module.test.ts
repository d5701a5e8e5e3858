import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/common/errors.js';
import { resolveStrategy } from '../../src/strategy/resolve.js';
import { completeStore, runStore, storeSetting } from '../../src/strategy/run-store.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import { bareZswap, folioOf } from '../support/bare-zswap.js';
import { fileIn, temporaryFolder } from '../support/files.js';

const folder = temporaryFolder();
let files = 0;

/** A module in a folder of nothing else; each under a name of its own, since modules are loaded once. */
function moduleOf(text: string, extension = 'mjs'): string {
  return fileIn(folder, `module${files++}.${extension}`, text);
}

const withParts = (parts: string) =>
  moduleOf(`export default ({ strategies: { batch } }) => ({ ...batch, ${parts} });`);

async function failureOf(module: string): Promise<string> {
  const error = await resolveStrategy(module).then(
    async ({ strategy }) => {
      try {
        completeStore(runStore(storeSetting(strategy, bareZswap()), folioOf(0, 4)));
      } catch (thrown) {
        return thrown;
      }
      return assert.fail(`${module} works`);
    },
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Failure, String(error));
  assert.deepEqual([error.code, error.exitCode], ['ZB_MODULE', 2]);
  assert.doesNotMatch(error.message, /[\n\r]/);
  const subject = `--strategy ${module}: `;
  assert.ok(error.message.startsWith(subject), error.message);
  return error.message.slice(subject.length).replace(/; see docs.*/, '');
}

test('a path is loaded as a module, and named by its file', async () => {
  const text = `export default ({ strategies: { batch: { path, global, memcg } } }) => ({
    path, global, memcg, overshootBound: () => 5, knownDrift: ['zswpout'],
  });`;
  for (const file of ['mine.mjs', 'other.js', './third.mjs'.slice(2)]) {
    const module = fileIn(folder, file, text);
    const { name, strategy } = await resolveStrategy(module);
    assert.equal(name, file.replace(/\..*/, ''));
    assert.equal(strategy.overshootBound({ tasks: 1, folioPages: 1 }), 5);
    const { summary, knownDrift, module: origin } = strategy;
    assert.deepEqual([summary, knownDrift, origin], [module, ['zswpout'], module]);
  }
});

test('a module may leave out summary, bound and drift', async () => {
  const module = moduleOf(
    'export default ({ strategies: { batch } }) => ({ path: batch.path, global: () => ({}), memcg: () => ({}) });',
  );
  const { strategy } = await resolveStrategy(module);
  const context = { tasks: 2, folioPages: 16 };
  const { overshootBound } = STRATEGIES.get('batch') as typeof strategy;
  assert.equal(strategy.overshootBound(context), overshootBound(context));
  assert.deepEqual([strategy.summary, strategy.knownDrift], [module, []]);
  const setting = storeSetting(strategy, bareZswap({ lengths: [100] }));
  assert.equal(completeStore(runStore(setting, folioOf(0, 4))).storedPages, 4);
});

test('the API has every built-in strategy, the page size and the bounds', async () => {
  const module = moduleOf(`export default ({ strategies, PAGE_SIZE, overshootBounds }) => ({
    ...strategies.batch,
    summary: [Object.keys(strategies), PAGE_SIZE, Object.keys(overshootBounds)].flat().join(),
  });`);
  const { strategy } = await resolveStrategy(module);
  const bounds = ['never', 'uncheckedFolio', 'uncheckedPages'];
  assert.equal(strategy.summary, [...STRATEGIES.keys(), 4096, ...bounds].join());
});

test('a default export may be asynchronous', async () => {
  const module = moduleOf('export default async ({ strategies }) => strategies.reserve;');
  const { strategy } = await resolveStrategy(module);
  assert.equal(strategy.path, STRATEGIES.get('reserve')?.path);
});

const LOADS: Readonly<Record<string, RegExp>> = {
  'export default {': /^expected a module that loads; found exception '.*'/,
  "throw new Error('broken\\nfor good');":
    /^expected a module that loads; found exception 'broken'/,
  'export const path = 1;': /^expected a default export of the form .*; found none/,
  'export default { path() {} };': /^expected a default export of the form .*; found '\[object/,
  'export default () => {};':
    /^expected a default export that returns a strategy; found 'undefined'/,
  'export default ({ strategies }) => strategies.none.path;':
    /^expected a default export that does not throw; found exception 'Cannot read .*'/,
  'export default () => ({ path() {}, global() {} });':
    /^expected a strategy with functions path, global, memcg; found none for memcg/,
};
for (const [text, message] of Object.entries(LOADS)) {
  test(`refused when it is loaded: ${text}`, async () => {
    assert.match(await failureOf(moduleOf(text)), message);
  });
}

test('a file that is not there is refused', async () => {
  assert.match(
    await failureOf('./no-such-module.mjs'),
    /^expected a module that loads; found exception '/,
  );
});

const PARTS: Readonly<Record<string, RegExp>> = {
  "kernel: '2.4'": /^expected kernel to be one of .*; found '2\.4'/,
  "knownDrift: 'zswpout'": /^expected knownDrift to be an array of counters; found 'zswpout'/,
  'overshootBound: 7': /^expected overshootBound to be a function; found '7'/,
  'global: () => 5': /^expected global\(\) to return a policy; found '5'/,
  "global() { throw new Error('no room') }":
    /^expected global\(\) not to throw; found exception 'no room'/,
  'memcg: () => ({ admitt: () => null })':
    /^expected memcg\(\) to return a policy of admit, .*; found admitt, perhaps for admit/,
  'memcg: () => ({ charge: 5 })': /^expected memcg\.charge to be a function; found '5'/,
  'memcg: () => ({ rechecks: 1 })': /^expected memcg\.rechecks to be a boolean; found '1'/,
  "memcg: () => ({ admit: () => 'no' })":
    /^expected memcg\.admit\(\) to return null or one of pool_limit, .*; found 'no'/,
  'global: () => ({ charge: () => nothing })':
    /^expected global\.charge\(\) not to throw; found exception 'nothing is not defined'/,
  'global: () => ({ settle: () => true })': /^expected global\.settle\(\) to return null or/,
  "global: () => ({ admit: () => 'headroom', undo() { throw 1; } })":
    /^expected global\.undo\(\) not to throw; found exception '1'/,
  'path: () => null': /^expected path\(\) not to throw; found exception 'Cannot read/,
  '*path() { for (;;) yield 0; }':
    /^expected path\(\) to end within 1256 steps; found it in flight/,
  '*path(store) { yield 1; return store.stored(); }':
    /^expected path\(\) not to throw; found exception 'stored\(\) out of order' at step 2/,
};
for (const [parts, message] of Object.entries(PARTS)) {
  test(`refused when it is used: ${parts}`, async () => {
    assert.match(await failureOf(withParts(parts)), message);
  });
}

test('a policy method that returns nothing goes on', async () => {
  const module = withParts('global: () => ({ admit() {}, charge() {}, settle() {} })');
  const { strategy } = await resolveStrategy(module);
  const setting = storeSetting(strategy, bareZswap({ maxPages: 0 }));
  assert.equal(completeStore(runStore(setting, folioOf(0, 4))).refused, null);
});

test('a policy keeps its own this', async () => {
  const module = withParts(`global: () => ({
    admit() { return this.settle(); }, settle() { return 'headroom'; },
  })`);
  const { strategy } = await resolveStrategy(module);
  const setting = storeSetting(strategy, bareZswap());
  assert.equal(completeStore(runStore(setting, folioOf(0, 4))).refused, 'headroom');
});
