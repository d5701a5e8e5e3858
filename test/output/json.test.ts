import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatJson } from '../../src/output/json.js';

describe('JSON', () => {
  it('is indented by two, flat arrays on one line, with a newline at its end', () => {
    const document = { a: [1, 2], b: [[1, 'x'], []], c: { d: null }, e: [{ f: [] }] };
    const lines = [
      '{',
      '  "a": [1, 2],',
      '  "b": [',
      '    [1, "x"],',
      '    []',
      '  ],',
      '  "c": {',
      '    "d": null',
      '  },',
      '  "e": [',
      '    {',
      '      "f": []',
      '    }',
      '  ]',
      '}',
      '',
    ];
    assert.equal(formatJson(document), lines.join('\n'));
  });

  it('parses like JSON.stringify, for any value', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('[\n  1\n]', '],\n  [', '{"a": [\n', '\\n'));
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constant(null),
        fc.boolean(),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        text,
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(text, tie('any'), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (document) => {
        const expected = JSON.parse(JSON.stringify(document));
        assert.deepEqual(JSON.parse(formatJson(document as object)), expected);
      }),
      { seed: 16, numRuns: 500 },
    );
  });
});
