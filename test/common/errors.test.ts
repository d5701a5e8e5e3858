import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EXIT, Failure, inputFailure, oneLine, usageFailure } from '../../src/common/errors.js';

const REPORT = { subject: 'x.core', expected: 'a core', found: 'a shoe', remedy: 'look again' };

describe('a failure', () => {
  it('prints subject, expected, found and remedy', () => {
    const { message } = inputFailure(REPORT);
    assert.equal(message, 'x.core: expected a core; found a shoe; look again');
  });

  it('has a stable code, an exit code and its cause', () => {
    const cause = new Error('deeper');
    const input = inputFailure(REPORT, cause);
    assert.deepEqual([input.code, input.exitCode, input.cause], ['ZB_INPUT', 2, cause]);
    const usage = usageFailure(REPORT);
    assert.deepEqual([usage.code, usage.exitCode, usage.name], ['ZB_USAGE', 2, 'Failure']);
    assert.ok(usage instanceof Failure);
  });

  it('is one line when a part has control characters', () => {
    const { message } = inputFailure({ ...REPORT, subject: 'a\nb\r\t\u001b[31m\u2028c\u0085' });
    const subject = 'a\\nb\\r\\t\\u001b[31m\\u2028c\\u0085';
    assert.equal(message, `${subject}: expected a core; found a shoe; look again`);
  });
});

describe('exit codes', () => {
  it('have pinned values', () => {
    assert.deepEqual(EXIT, { done: 0, regression: 1, usage: 2, correctness: 3, inconclusive: 4 });
  });
});

describe('oneLine', () => {
  it('changes only control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const line = oneLine(text);
        assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}]/u);
        if (!/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) assert.equal(line, text);
      }),
      { seed: 11 },
    );
    assert.equal(oneLine('ünï ★ "it\'s" \\ 日本'), 'ünï ★ "it\'s" \\ 日本');
  });
});
