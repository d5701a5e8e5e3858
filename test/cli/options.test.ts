import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import {
  collect,
  collectList,
  parseInteger,
  parseNumberList,
  parsePositive,
  parseSize,
} from '../../src/cli/options.js';

function refuses<T>(parse: (text: string) => T, ...texts: string[]): void {
  for (const text of texts) {
    assert.throws(() => parse(text), InvalidArgumentError, JSON.stringify(text));
  }
}

describe('a size', () => {
  it('has units of 1024, in either case, and fractions that come out even', () => {
    const sizes: Record<string, number> = {
      '4096': 4096,
      '4K': 4096,
      '64k': 65536,
      '2M': 2097152,
      '1.5G': 1610612736,
      '1T': 1099511627776,
      '0.5K': 512,
      '1.0': 1,
      '0004K': 4096,
      '8191T': 8191 * 2 ** 40,
    };
    for (const [text, bytes] of Object.entries(sizes)) assert.equal(parseSize(text), bytes, text);
  });

  it('is nothing else', () => {
    refuses(
      parseSize,
      ...['', ' ', 'K', '-1', '+1', '0', '0K', '1.5', '0.3K', '1e3', '0x10', '4 K', '4KB', '4KiB'],
      ...['1.', '.5K', '1,5K', '4K\n', 'NaN', 'Infinity', '8192T', `${'9'.repeat(400)}`, '1..2K'],
    );
  });

  it('of any whole number of any unit is that number', () => {
    const units: Record<string, number> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 22 }),
        fc.constantFrom('', 'K', 'M', 'G'),
        (number, unit) => {
          assert.equal(parseSize(`${number}${unit}`), number * units[unit]);
          assert.equal(parseSize(`${number}${unit.toLowerCase()}`), number * units[unit]);
        },
      ),
      { seed: 13 },
    );
  });

  it('is a safe whole number above zero or refused, whatever the text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9.]{0,20}[KMGTkmgt]?$/),
      fc.double().map(String),
    );
    fc.assert(
      fc.property(text, (text) => {
        let bytes: number;
        try {
          bytes = parseSize(text);
        } catch (error) {
          return assert.ok(error instanceof InvalidArgumentError);
        }
        assert.ok(Number.isSafeInteger(bytes) && bytes >= 1);
      }),
      { seed: 14, numRuns: 1000 },
    );
  });
});

describe('a whole number', () => {
  const parse = parseInteger(1, 512);

  it('lies within its bounds, both included', () => {
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

  it('says its bounds', () => {
    assert.throws(() => parse('0'), /Expected a whole number from 1 to 512\./);
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

  it('is numbers and rising ranges, each value once, in the order given', () => {
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

  it('is nothing else', () => {
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

  it('of any range holds what counting holds', () => {
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

describe('a list of names', () => {
  it('may be given in parts, the first of which takes the place of the default', () => {
    const standard = ['incremental', 'batch'];
    const once = collectList('a,b', standard);
    assert.deepEqual(once, ['a', 'b']);
    assert.deepEqual(collectList('c', once), ['a', 'b', 'c']);
    assert.deepEqual(standard, ['incremental', 'batch'], 'the default stays what it is');
  });

  it('leaves empty parts out, and has one that is not', () => {
    assert.deepEqual(collectList(',a,,b,', []), ['a', 'b']);
    refuses((text) => collectList(text, []), '', ',', ',,,');
  });

  it('of paths is taken whole, part by part', () => {
    assert.deepEqual(collect('x,y', collect('a,b', ['all'])), ['a,b', 'x,y']);
  });
});
