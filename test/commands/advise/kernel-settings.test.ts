import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SettingAdvice } from '../../../src/commands/advise/document.js';
import { kernelSettings } from '../../../src/commands/advise/kernel-settings.js';

function advice(setting: string, value: string, verdict = 'change'): SettingAdvice {
  return { setting, value, verdict } as unknown as SettingAdvice;
}

test('kernel settings: files of changes alone', () => {
  const files = kernelSettings([
    advice('compressor', 'zstd'),
    advice('max_pool_percent', '20', 'no-evidence'),
    advice('accept_threshold_percent', '100'),
    advice('folio size', '2M'),
    advice('folio size', '64K', 'undecided'),
    advice('strategy', 'batch'),
  ]);
  assert.deepEqual(
    files.map(({ path, value }) => `${value} >${path}`),
    [
      'zstd >/sys/module/zswap/parameters/compressor',
      '100 >/sys/module/zswap/parameters/accept_threshold_percent',
      'always >/sys/kernel/mm/transparent_hugepage/hugepages-2048kB/enabled',
    ],
  );
});
