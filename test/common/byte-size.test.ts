import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseSize, sizeText } from '../../src/common/byte-size.js';
import { InvalidValue } from '../../src/common/errors.js';
import { refuses } from '../support/parsers.js';

describe('a size', () => {
  it('has units of 1024 in either case, and fractions that give whole bytes', () => {
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
      '2048kB': 2 ** 21,
      '2048KB': 2 ** 21,
      '2MiB': 2 ** 21,
      '1.5gib': 1610612736,
    };
    for (const [text, bytes] of Object.entries(sizes)) assert.equal(parseSize(text), bytes, text);
  });

  it('is refused in any other form', () => {
    refuses(
      parseSize,
      ...['', ' ', 'K', '-1', '+1', '0', '0K', '1.5', '0.3K', '1e3', '0x10', '4 K', '4B', '4iB'],
      ...[
        '4Ki',
        '4bK',
        '4KBB',
        '1.',
        '.5K',
        '1,5K',
        '4K\n',
        'NaN',
        'Infinity',
        '8192T',
        `${'9'.repeat(400)}`,
        '1..2K',
      ],
    );
  });

  it('is number times unit for every whole number and unit', () => {
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

  it('is formatted in the largest unit that gives a whole number', () => {
    const texts = [1, 5000, 4096, 1536 * 2 ** 20, 2 ** 21, 3 * 2 ** 40, 2 ** 52].map(sizeText);
    assert.deepEqual(texts, ['1', '5000', '4K', '1536M', '2M', '3T', '4096T']);
  });

  it('parses to the same bytes after formatting', () => {
    const bytes = fc.oneof(
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      fc
        .tuple(fc.integer({ min: 1, max: 4096 }), fc.integer({ min: 0, max: 40 }))
        .map(([factor, power]) => factor * 2 ** power),
    );
    fc.assert(
      fc.property(bytes, (bytes) => assert.equal(parseSize(sizeText(bytes)), bytes)),
      { seed: 16 },
    );
  });

  it('is a safe whole number above zero or refused, for any text', () => {
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
          return assert.ok(error instanceof InvalidValue);
        }
        assert.ok(Number.isSafeInteger(bytes) && bytes >= 1);
      }),
      { seed: 14, numRuns: 1000 },
    );
  });
});
