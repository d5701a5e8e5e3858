import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../src/common/errors.js';
import { findKnown, nearest } from '../../src/common/known-names.js';

const KNOWN = new Map([
  ['incremental', 1],
  ['batch', 2],
  ['lz4', 3],
]);
const NAMES = [...KNOWN.keys()];

describe('the nearest name', () => {
  it('has the smallest edit distance: letters inserted, deleted, substituted', () => {
    assert.equal(nearest('bacth', NAMES), 'batch');
    assert.equal(nearest('batc', NAMES), 'batch');
    assert.equal(nearest('batches', NAMES), 'batch');
    assert.equal(nearest('increment', NAMES), 'incremental');
    assert.equal(nearest('l4', NAMES), 'lz4');
  });

  it('is the first of equally near names', () => {
    assert.equal(nearest('b', ['ab', 'bc']), 'ab');
  });

  it('is undefined where every name is too far', () => {
    assert.equal(nearest('quick', NAMES), undefined);
    assert.equal(nearest('', NAMES), undefined);
    assert.equal(nearest('incr', NAMES), undefined);
    assert.equal(nearest('x', []), undefined);
  });

  it('is the original name after one edit', () => {
    const edit = fc.record({
      name: fc.constantFrom(...NAMES),
      at: fc.nat(10),
      letter: fc.constantFrom('', 'q', 'Z', '-'),
    });
    fc.assert(
      fc.property(edit, ({ name, at, letter }) => {
        const wrong = name.slice(0, at) + letter + name.slice(at + 1);
        assert.equal(nearest(wrong, NAMES), name);
      }),
      { seed: 12 },
    );
  });
});

describe('a known name', () => {
  it('is found', () => assert.equal(findKnown('--x', 'batch', KNOWN), 2));

  it('is found when its value is falsy', () => {
    assert.equal(findKnown('--x', 'zero', new Map([['zero', 0]])), 0);
  });

  it('is listed and suggested in the error for an unknown name', () => {
    const message = (name: string) => {
      try {
        findKnown('--strategy', name, KNOWN);
      } catch (error) {
        assert.ok(error instanceof Failure && error.exitCode === 2);
        return error.message;
      }
      throw new Error('found');
    };
    const expected = '--strategy: expected one of incremental, batch, lz4';
    assert.equal(message('bacth'), `${expected}; found 'bacth'; did you mean 'batch'?`);
    assert.equal(message('__proto__'), `${expected}; found '__proto__'; choose from the list`);
  });
});
