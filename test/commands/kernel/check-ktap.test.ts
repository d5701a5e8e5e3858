import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  KernelCheckDocument,
  SettingReport,
} from '../../../src/commands/kernel/check/document.js';
import { kernelCheckTests } from '../../../src/commands/kernel/check/ktap.js';
import { kernelCheckReport } from '../../../src/commands/kernel/check/tables.js';
import { render } from '../../../src/output/format.js';
import { readKtap } from '../../support/ktap.js';

const SETTING: SettingReport = {
  ...{ folioSize: '64K', compressor: 'lz4', conditions: [], faults: 70, pairs: 20, cases: 91 },
  ...{ failed: 80, older: 0, leak: null, milliseconds: 1, verdict: 'exact', model: null },
};

const OLDER: SettingReport = { ...SETTING, conditions: ['older', 'writeback-off'] };

const DOCUMENT: KernelCheckDocument = {
  schema: 'zswap-bench.kernel-check/1',
  kernel: { release: '7.3.4', version: '#1' },
  strategy: 'kernel-7.3.4',
  config: {
    ...{ folioSizes: ['64K'], compressors: ['lz4'], corpus: 'redis', pairs: 20 },
    replay: null,
  },
  missingOptions: [],
  settings: [SETTING, OLDER],
  drifts: [],
  findings: [],
  warnings: [],
};

function failedIn(counter: string): string[] {
  const drift = { setting: '64K/lz4/plain', counter, cause: 'fail-nth 13' };
  const drifts = [{ ...drift, lowest: -15, highest: -1, cases: 30 }];
  const [plain, older] = readKtap(render(kernelCheckReport({ ...DOCUMENT, drifts }), 'ktap'));
  assert.equal(older.ok, true);
  return plain.subtests.filter(({ ok }) => !ok).map(({ name }) => name);
}

describe('kernel check: KTAP', () => {
  it('has a test per setting, with its coverage and every checked counter', () => {
    const [plain, older] = readKtap(render(kernelCheckReport(DOCUMENT), 'ktap'));
    assert.deepEqual([plain.name, plain.ok], ['kernel-7.3.4/64K/lz4/plain', true]);
    assert.equal(older.name, 'kernel-7.3.4/64K/lz4/older,writeback-off');
    const names = plain.subtests.map(({ name }) => name);
    assert.deepEqual(names.slice(0, 3), ['single faults', 'pairs of faults', 'stored_pages']);
    assert.deepEqual(plain.subtests[0].diagnostics, ['70 single faults']);
    assert.equal(older.subtests[2].skip, 'no page-out found any');
  });

  it('fails the test of a counter, at whichever moment it is off', () => {
    assert.deepEqual(failedIn('stored_pages'), ['stored_pages']);
    assert.deepEqual(failedIn('memcg zswap when freed'), ['memcg zswap']);
    assert.deepEqual(failedIn('memcg zswap_current at the end'), ['memcg zswap_current']);
    assert.deepEqual(failedIn('hugepages-64kB/zswpout'), ['mTHP zswpout']);
    assert.deepEqual(failedIn('bytes of kernel objects'), ['bytes of kernel objects']);
    assert.deepEqual(failedIn('page out: Bad address'), ['errors of the guest']);
  });

  it('prints drift and the replay command of the smallest case', () => {
    const drift = { setting: '64K/lz4/plain', counter: 'stored_pages', cause: 'fail-nth 13' };
    const finding = {
      ...{ case: '64K/lz4/plain/13', setting: '64K/lz4/plain', cause: 'fail-nth 13', moved: [] },
      ...{ violations: [{ subject: 'stored_pages', off: -1 }], stored: 0, cached: 16, mapped: 0 },
      replay: ['kernel', 'check', '--image', '.', '--replay', '64K/lz4/plain/13'],
    };
    const [{ subtests = [] }] = kernelCheckTests({
      ...DOCUMENT,
      drifts: [{ ...drift, lowest: -15, highest: -1, cases: 30 }],
      findings: [finding],
    });
    assert.deepEqual(subtests.find(({ name }) => name === 'stored_pages')?.diagnostics, [
      'stored_pages -15 .. -1 in 30 page-outs: fail-nth 13',
      'replay: zswap-bench kernel check --image . --replay 64K/lz4/plain/13',
    ]);
  });

  it("quotes the kernel's warnings", () => {
    const counter = 'warnings of the kernel';
    const drift = { setting: '64K/lz4/plain', counter, cause: 'end of the sweep' };
    const drifts = [{ ...drift, lowest: 1, highest: 1, cases: 1 }];
    const document = { ...DOCUMENT, drifts, warnings: ['[ 1.0] WARNING: here'] };
    const text = render(kernelCheckReport(document), 'ktap');
    assert.match(text, /\n {2}# \[ 1\.0\] WARNING: here\n {2}not ok \d+ warnings of the kernel\n/);
  });

  it('skips what was not run, with the reason', () => {
    const none = { ...SETTING, faults: 0, pairs: 0 };
    const skips = (change: Partial<KernelCheckDocument>) =>
      kernelCheckTests({ ...DOCUMENT, settings: [none], ...change })[0]
        .subtests?.slice(0, 2)
        .map(({ outcome, reason }) => [outcome, reason]);
    const missingOptions = ['CONFIG_FAILSLAB'];
    assert.deepEqual(skips({ missingOptions }), [
      ['skip', 'CONFIG_FAILSLAB not set'],
      ['skip', 'CONFIG_FAILSLAB not set'],
    ]);
    const config = { ...DOCUMENT.config, pairs: 0 };
    assert.deepEqual(skips({ config })?.[1], ['skip', '--pairs 0']);
    const replay = { ...config, replay: '64K/lz4/plain/0' };
    assert.deepEqual(skips({ config: replay })?.[0], ['skip', 'replay of 64K/lz4/plain/0']);
  });
});
