import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/common/errors.js';
import { resolveStrategy, withPolicies } from '../../src/strategy/resolve.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { fileIn, temporaryFolder } from '../support/files.js';

const of = (name: string) => STRATEGIES.get(name) as Strategy;
const folder = temporaryFolder();

async function failureOf(asked: string): Promise<Failure> {
  const error = await resolveStrategy(asked).then(
    () => assert.fail(`${asked} was resolved`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Failure, String(error));
  assert.equal(error.exitCode, 2);
  assert.doesNotMatch(error.message, /[\n\r]/);
  return error;
}

test('a registered name is the strategy of that name', async () => {
  for (const [name, strategy] of STRATEGIES) {
    assert.deepEqual(await resolveStrategy(name), { name, strategy });
  }
});

test('split:NAME is that strategy but for its path, and says that it splits', async () => {
  const { name, strategy } = await resolveStrategy('split:mainline-6.13');
  const { path, summary, splits, ...rest } = strategy;
  const { path: basePath, summary: baseSummary, ...base } = of('mainline-6.13');
  assert.deepEqual(rest, base, 'policies, bound, kernel and known drift are its own');
  assert.notEqual(path, basePath);
  assert.ok(summary.startsWith(baseSummary));
  assert.deepEqual([name, splits], ['split:mainline-6.13', true]);
});

test('a module whose name could not stand in a result is refused', async () => {
  const module = 'export default ({ strategies }) => strategies.batch;';
  const { message } = await failureOf(fileIn(folder, 'two\nlines.mjs', module));
  assert.match(message, /without control characters.*found 'two\\nlines'/);
});

test('an unknown name is refused with all names and the nearest, plain or to be split', async () => {
  const names = [...STRATEGIES.keys()].join(', ');
  assert.equal(
    (await failureOf('bacth')).message,
    `--strategy: expected one of ${names}; found 'bacth'; did you mean 'batch'?`,
  );
  for (const asked of ['incremantal', 'split:incremantal']) {
    const { message } = await failureOf(asked);
    assert.match(message, /incremental/);
  }
  await failureOf('split:');
  await failureOf('split:split:batch');
  assert.match(
    (await failureOf('split:split')).message,
    /does not split folios itself; found 'split:split'/,
  );
});

test('a strategy may take either policy from another, and is named by both', () => {
  const batch = { name: 'batch', strategy: of('batch') };
  assert.equal(withPolicies(batch, undefined, undefined), batch);
  const policies = (global?: string, memcg?: string) => {
    const { name, strategy } = withPolicies(batch, global, memcg);
    return [name, strategy.path, strategy.global, strategy.memcg];
  };
  const { path, global, memcg } = of('batch');
  assert.deepEqual(policies('reserve'), ['reserve+batch', path, of('reserve').global, memcg]);
  assert.deepEqual(policies(undefined, 'transactional'), [
    ...['batch+transactional', path],
    ...[global, of('transactional').memcg],
  ]);
  assert.deepEqual(policies('batch-ratio', 'deferred'), [
    ...['batch-ratio+deferred', path],
    ...[of('batch-ratio').global, of('deferred').memcg],
  ]);
  assert.throws(() => withPolicies(batch, 'resreve', undefined), /--global-strategy.*reserve/);
  assert.throws(() => withPolicies(batch, undefined, 'resreve'), /--memcg-strategy.*reserve/);
});

test('with another global policy no more is promised than any policy keeps', () => {
  const context = { tasks: 2, folioPages: 16 };
  const reserve = { name: 'reserve', strategy: of('reserve') };
  const bound = (global?: string, memcg?: string) =>
    withPolicies(reserve, global, memcg).strategy.overshootBound(context);
  assert.equal(bound(undefined, 'batch'), 0, 'its own policy still keeps the pool below');
  assert.equal(bound('batch'), of('batch').overshootBound(context));
  assert.equal(bound('incremental'), of('batch').overshootBound(context), 'it is asked once');
});

test('who takes the policy of one that knows lengths knows them too', () => {
  const batch = { name: 'batch', strategy: of('batch') };
  assert.equal(withPolicies(batch, 'oracle', undefined).strategy.clairvoyant, true);
  assert.equal(withPolicies(batch, undefined, 'oracle').strategy.clairvoyant, true);
  assert.equal(withPolicies(batch, 'reserve', 'reserve').strategy.clairvoyant, undefined);
});
