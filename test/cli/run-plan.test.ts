import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { folioPagesOf } from '../../src/cli/run-plan.js';

describe('--folio-size', () => {
  it('takes any notation of a size, each size once', () => {
    assert.deepEqual(
      folioPagesOf(['2048kB', '2M', '2MiB', '65536', '0.0625m', '4k']),
      [512, 16, 1],
    );
  });

  it('takes all, and rejects an unknown size by its usual name', () => {
    assert.equal(folioPagesOf(['all']).length, 9);
    assert.throws(() => folioPagesOf(['8192']), {
      code: 'ZB_USAGE',
      message: /found '8K'.*order 1/,
    });
    assert.throws(() => folioPagesOf(['3072']), { code: 'ZB_USAGE', message: /found '3K'/ });
    assert.throws(() => folioPagesOf(['huge']), { code: 'ZB_USAGE', message: /found 'huge'/ });
  });
});
