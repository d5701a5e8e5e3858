import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareCell } from '../../../src/commands/kernel/verify/compare-cell.js';
import type { ModelRun, ModelStore } from '../../../src/commands/kernel/verify/model-cell.js';
import type { GuestCell, VerdictRun } from '../../../src/guest/results.js';
import type { ModelExact } from '../../../src/result/document.js';
import type { RejectCause } from '../../../src/result/reject-causes.js';
import { guestCell, kernelCell } from '../../support/guest-cells.js';

function model(causes: readonly (RejectCause | null)[]): ModelRun {
  const stores = causes.map(
    (refused): ModelStore => ({
      pageCount: 1,
      refused,
      poolPages: 9,
      memcgBytes: 0,
    }),
  );
  return { stores, exact: {} as ModelExact };
}

function figures(
  verdicts: VerdictRun[],
  causes: readonly (RejectCause | null)[],
  firstRefusal: GuestCell['firstRefusal'] = null,
) {
  const guest = guestCell(verdicts, {}, { firstRefusal });
  return compareCell(kernelCell(causes.length), guest, model(causes), {
    ...{ release: '6.18.1', totalPages: 1000 },
  }).map(({ figure, kernel, model: ofModel, agrees }) => [figure, kernel, ofModel, agrees]);
}

const FULL = 'pool_limit';

describe('a cell of kernel verify', () => {
  it('agrees where the first refusal by the limit is the same one', () => {
    const first = { folio: 2, storedPages: 2, poolPages: 9 };
    const verdicts: VerdictRun[] = [
      { verdict: 'stored', folios: 2 },
      { verdict: 'refused', folios: 1 },
      // After it the shrink worker may have made room.
      { verdict: 'stored', folios: 1 },
    ];
    assert.deepEqual(figures(verdicts, [null, null, FULL, 'hysteresis'], first), [
      ['pages stored at the limit', 2, 2, true],
      ['pool pages at the limit', 9, 9, true],
    ]);
  });

  it('differs where the kernel refuses one earlier', () => {
    const verdicts: VerdictRun[] = [
      { verdict: 'stored', folios: 1 },
      { verdict: 'refused', folios: 3 },
    ];
    assert.deepEqual(figures(verdicts, [null, null, FULL, FULL]), [
      ['pages stored at the limit', 1, 2, false],
    ]);
  });

  it('differs where the kernel passes the limit', () => {
    const verdicts: VerdictRun[] = [{ verdict: 'stored', folios: 3 }];
    assert.deepEqual(figures(verdicts, [null, null, FULL]), [
      ['pages stored at the limit', 3, 2, false],
    ]);
  });

  it('passes over a folio that both refuse for a page which does not compress', () => {
    const first = { folio: 1, storedPages: 1, poolPages: 4 };
    const verdicts: VerdictRun[] = [
      { verdict: 'stored', folios: 1 },
      { verdict: 'refused', folios: 1 },
      { verdict: 'stored', folios: 1 },
      { verdict: 'refused', folios: 1 },
    ];
    // The pool was read at the first refusal, which no limit is behind.
    assert.deepEqual(figures(verdicts, [null, 'compress_fail', null, FULL], first), [
      ['pages stored at the limit', 2, 2, true],
    ]);
  });
});
