import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LocalWords, SharedWords, type Words } from '../../../src/model/heap/words.js';

const KINDS: Readonly<Record<string, (count: number) => Words>> = {
  'of one thread': (count) => new LocalWords(new Float64Array(count)),
  'of several': (count) => new SharedWords(new Int32Array(new SharedArrayBuffer(4 * count))),
};

for (const [kind, make] of Object.entries(KINDS)) {
  test(`words ${kind}: by hand`, () => {
    const words = make(2);
    assert.deepEqual([words.get(0), words.get(1)], [0, 0]);
    assert.equal(words.add(0, 5), 5);
    assert.equal(words.add(0, -7), -2);
    words.set(1, 3);
    words.raise(1, 2);
    assert.equal(words.get(1), 3);
    words.raise(1, 9);
    assert.deepEqual([words.get(0), words.get(1)], [-2, 9]);
    assert.deepEqual([words.exchange(1, 4), words.get(1)], [9, 4]);
  });
}

test('words: local and shared words are equal after any sequence of operations', () => {
  const step = fc.tuple(
    fc.constantFrom('set', 'add', 'raise', 'exchange'),
    fc.nat({ max: 2 }),
    fc.integer(),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const all = Object.values(KINDS).map((make) => make(3));
      for (const [operation, at, value] of steps) {
        const [one, other] = all.map((words) => words[operation as 'set'](at, value >> 8));
        assert.equal(one, other);
      }
      const [one, other] = all.map((words) => [0, 1, 2].map((at) => words.get(at)));
      assert.deepEqual(one, other);
    }),
  );
});
