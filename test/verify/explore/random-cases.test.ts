import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../../src/common/random.js';
import { randomCase } from '../../../src/verify/explore/random-cases.js';

const CASES = 2000;
const PAGES = [1, 4, 16];

function drawn(seed: number) {
  return Array.from({ length: CASES }, (_, i) => randomCase(new Random(seed, i), PAGES, 100));
}

test('random cases: depend on the seed', () => {
  assert.deepEqual(drawn(1), drawn(1));
  assert.notDeepEqual(drawn(1), drawn(2));
});

test('random cases: the runner accepts every case', () => {
  for (const { tasks, faults, roomPages, memcgRoomPages, parentRoomPages } of drawn(3)) {
    assert.ok(tasks.length >= 2 && tasks.length <= 4);
    for (const task of tasks) {
      if ('memcg' in task) assert.ok(task.memcg === 0 || task.memcg === 1);
      if (task.kind === 'shrink') assert.ok(task.shrinks >= 1 && task.shrinks <= 8);
      else if (task.kind !== 'store') assert.ok(task.pages >= 1 && task.pages <= 8);
      else assert.ok(PAGES.includes(task.pageCount) && task.page >= 0 && task.page < 100);
    }
    assert.ok(faults.length <= 2);
    for (const { task, occurrence } of faults) {
      assert.ok(task < tasks.length);
      assert.ok(occurrence >= 0 && occurrence < 16);
    }
    for (const room of [roomPages, memcgRoomPages, parentRoomPages]) {
      assert.ok(room === null || room >= 0);
    }
  }
});

test('random cases: every property of a case occurs', () => {
  const cases = drawn(4);
  const some = (what: (each: (typeof cases)[number]) => boolean) => assert.ok(cases.some(what));
  for (const tasks of [2, 3, 4]) some((each) => each.tasks.length === tasks);
  for (const faults of [0, 1, 2]) some((each) => each.faults.length === faults);
  for (const room of ['roomPages', 'memcgRoomPages', 'parentRoomPages'] as const) {
    some((each) => each[room] === null);
    some((each) => each[room] === 0);
    some((each) => (each[room] ?? 0) > 5);
  }
  some(({ tasks }) => tasks.every(({ kind }) => kind === 'store'));
  some(({ tasks }) => tasks.some((task) => task.kind === 'shrink' && task.memcg === 1));
  some(({ tasks }) => tasks.some((task) => task.kind === 'store' && task.older));
  for (const kind of ['load', 'free'])
    some(({ tasks }) => tasks.some((task) => task.kind === kind));
  for (const condition of ['writeback', 'incompressible', 'poolReplacedAt'] as const) {
    some((each) => each[condition] !== undefined);
    some((each) => each[condition] === undefined);
  }
});
