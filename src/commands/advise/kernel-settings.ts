import type { KernelSetting, SettingAdvice } from './document.js';

/** Returns the files that apply the decided changes. */
export function kernelSettings(settings: readonly SettingAdvice[]): KernelSetting[] {
  return settings
    .filter(({ verdict }) => verdict === 'change')
    .flatMap(({ setting, value }) => {
      if (setting === 'strategy') return [];
      if (setting !== 'folio size') {
        return [{ path: `/sys/module/zswap/parameters/${setting}`, value }];
      }
      const [, digits, unit] = /^(\d+)([KM])$/.exec(value) ?? [];
      const kib = Number(digits) * (unit === 'M' ? 1024 : 1);
      const path = `/sys/kernel/mm/transparent_hugepage/hugepages-${kib}kB/enabled`;
      return [{ path, value: 'always' }];
    });
}
