import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Condition } from '../../../src/commands/kernel/check/case.js';
import { modelVerdict } from '../../../src/commands/kernel/check/model-verdict.js';
import { singleFaults } from '../../../src/verify/explore/fault-cases.js';
import { textPage } from '../../support/pages.js';

const PAGES = Buffer.concat(Array.from({ length: 16 }, (_, i) => textPage(i)));

function verdict(release: string, conditions: readonly Condition[] = [], folioPages = 16) {
  return modelVerdict(release, { folioPages, compressor: 'lz4', conditions }, PAGES);
}

function driftOf(counter: string, found: Awaited<ReturnType<typeof verdict>>) {
  const drift = found?.drifts.find((each) => each.counter === counter);
  return drift === undefined ? null : [drift.lowest, drift.highest];
}

describe('kernel check, the model beside it', () => {
  it('is exact for releases without a known bug, in every circumstance that it has', async () => {
    for (const conditions of [
      [],
      ['older'],
      ['memcg-limit'],
      ['incompressible'],
    ] as Condition[][]) {
      const found = await verdict('7.3.4', conditions);
      assert.equal(found?.verdict, 'exact', conditions.join());
      assert.equal(found?.strategy, 'mainline-7.3');
      assert.ok((found?.cases ?? 0) > 100);
    }
  });

  it('has the cases with older entries under that condition, and no other', async () => {
    const stores = [...singleFaults([16], 1)].flatMap(({ tasks: [task] }) =>
      task.kind === 'store' ? [task] : [],
    );
    const older = stores.filter((store) => store.older).length;
    assert.ok(older > 0 && older < stores.length);
    assert.equal((await verdict('7.3.4', ['older']))?.cases, older);
    assert.equal((await verdict('7.3.4'))?.cases, stores.length - older);
  });

  it('drifts in 6.13, with large folios, by the pages stored before the failure', async () => {
    assert.deepEqual(driftOf('stored_pages', await verdict('6.13.1')), [-15, -1]);
    assert.equal(driftOf('stored_pages', await verdict('6.13.1', [], 1)), null);
    const noise = await verdict('6.13.1', ['incompressible']);
    assert.deepEqual(
      driftOf('stored_pages', noise),
      [-8, -1],
      'the middle page fails at the latest',
    );
  });

  it('is absent with writeback off, and for a release before all presets', async () => {
    assert.equal(await verdict('7.3.4', ['older', 'writeback-off']), null);
    assert.equal(await verdict('6.6.9'), null);
  });
});
