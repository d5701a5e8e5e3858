import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STEP_POINTS, type StepPoint, StepTracer } from '../../../src/model/zswap/step-hooks.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import { bareZswap, folioOf, storerOf } from '../../support/bare-zswap.js';

test('a tracer reports each point with its folio, and fails no step', () => {
  const reached: [StepPoint, number][] = [];
  const tracer = new StepTracer((point, { slot }) => reached.push([point, slot]));
  assert.equal(tracer.at('pool_limit', folioOf(4, 1)), false);
  assert.equal(tracer.at('index_node', folioOf(8, 1)), false);
  assert.deepEqual(reached, [
    ['pool_limit', 4],
    ['index_node', 8],
  ]);
});

test('a tracer before other hooks leaves the decision to them', () => {
  const reached: StepPoint[] = [];
  const tracer = new StepTracer((point) => reached.push(point), {
    at: (point) => point === 'zs_malloc',
  });
  assert.deepEqual(
    (['pool_limit', 'zs_malloc'] as const).map((point) => tracer.at(point, folioOf(0, 1))),
    [false, true],
  );
  assert.deepEqual(reached, ['pool_limit', 'zs_malloc']);
});

test('a store of two pages reaches every point, those of a page twice', () => {
  const reached: StepPoint[] = [];
  const zswap = bareZswap({ hooks: new StepTracer((point) => reached.push(point)) });
  assert.ok(STRATEGIES.has('batch'));
  storerOf(zswap, 'batch')(folioOf(0, 2));
  const page = ['compress_error', 'incompressible', 'zs_malloc', 'index_node'];
  const folio = ['memcg_limit', 'pool_limit', 'pool_ref', 'entry_alloc', 'entry_alloc'];
  assert.deepEqual(reached, [...folio, ...page, ...page]);
  assert.deepEqual(new Set(reached), new Set(STEP_POINTS));
});
