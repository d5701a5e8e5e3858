import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseInteger, parseNumberList, parsePositive } from '../../src/common/parse-numbers.js';
import { refuses } from '../support/parsers.js';

describe('a whole number', () => {
  const parse = parseInteger(1, 512);

  it('lies within its bounds, inclusive', () => {
    assert.deepEqual([parse('1'), parse('512'), parse('0007')], [1, 512, 7]);
    refuses(
      parse,
      '0',
      '513',
      '-1',
      '+1',
      '1.0',
      '1e2',
      '',
      ' 1',
      '1 ',
      '0x1',
      '٣',
      '9'.repeat(99),
    );
  });

  it('has an error that names the bounds', () => {
    assert.throws(() => parse('0'), /a whole number from 1 to 512$/);
  });
});

describe('a number above zero', () => {
  it('may have a fraction', () => {
    assert.deepEqual(['8', '0.1', '007.50'].map(parsePositive), [8, 0.1, 7.5]);
    refuses(parsePositive, '0', '0.0', '-1', '', '.5', '5.', '1e3', 'Infinity', 'NaN', '1s');
    refuses(parsePositive, '9'.repeat(400), `0.${'0'.repeat(400)}1`);
  });
});

describe('a list of numbers', () => {
  const parse = parseNumberList(1, 100);

  it('has numbers and rising ranges, each value once, in the order given', () => {
    const lists: Record<string, number[]> = {
      '20': [20],
      '10,20': [10, 20],
      '20,10,20': [20, 10],
      '5..8': [5, 6, 7, 8],
      '5..50:15': [5, 20, 35, 50],
      '5..49:15': [5, 20, 35],
      '7..7': [7],
      '1..100:99': [1, 100],
      '30,1..3,2': [30, 1, 2, 3],
    };
    for (const [text, values] of Object.entries(lists)) assert.deepEqual(parse(text), values, text);
  });

  it('is refused in any other form', () => {
    refuses(
      parse,
      '',
      ',',
      '1,',
      ',1',
      '1,,2',
      '5..1',
      '1..101',
      '0..5',
      '1..5:0',
      '1..5:',
      '1...5',
    );
    refuses(parse, '1..', '..5', '1..5:1:1', '1-5', 'a', '1..5:-1', '1.5', 'all');
    refuses(parseNumberList(0, 2 ** 32), '0..4000000000', '0..1001', '0..2002:2');
    assert.equal(parseNumberList(0, 2 ** 32)('0..1000').length, 1001);
  });

  it('has the values of a loop for any range', () => {
    const bound = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 1, max: 120 }), (first, last, step) => {
        const text = `${first}..${last}:${step}`;
        if (first > last) return refuses(parse, text);
        const values = [];
        for (let value = first; value <= last; value += step) values.push(value);
        assert.deepEqual(parse(text), values);
      }),
      { seed: 15 },
    );
  });
});
