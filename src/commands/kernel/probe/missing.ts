import { FOLIO_PAGES, folioSizeName } from '../../../model/folio/folio.js';
import type { KernelFacts, Missing } from './document.js';

/** Config options of fault injection, which `kernel check` needs. */
export const FAULT_OPTIONS: readonly string[] = [
  'CONFIG_FAULT_INJECTION',
  'CONFIG_FAILSLAB',
  'CONFIG_FAIL_PAGE_ALLOC',
  'CONFIG_FAULT_INJECTION_DEBUG_FS',
];

/** Config options that some cells need. */
export const CELL_OPTIONS: readonly string[] = [
  'CONFIG_TRANSPARENT_HUGEPAGE',
  'CONFIG_THP_SWAP',
  'CONFIG_NUMA',
  'CONFIG_ZRAM',
];

/** Compressors that kernels may have in zswap. */
export const KERNEL_COMPRESSORS = ['lz4', 'lz4hc', 'lzo', 'lzo-rle', 'zstd', 'deflate', '842'];

/** The features that a kernel lacks, by the options that need them. */
export function missingFeatures(facts: KernelFacts, compressors: readonly string[]): Missing[] {
  const missing: Missing[] = [];
  const need = (there: boolean | null, feature: string, neededFor: string) => {
    if (there === false) missing.push({ feature, neededFor });
  };
  need(facts.zswap, 'zswap (CONFIG_ZSWAP)', 'every command');
  need(facts.debugfs, 'counters of zswap in debugfs (CONFIG_DEBUG_FS)', 'every command');
  need(
    facts.cgroup === 'v2',
    'cgroup v2 with the memory controller (CONFIG_MEMCG)',
    'every command',
  );
  need(facts.memcgMax, 'memory.zswap.max', '--memcg-max, --memcg-parent-max');
  need(facts.memcgWriteback, 'memory.zswap.writeback (6.8)', '--writeback off');
  for (const name of compressors) {
    need(facts.compressors.includes(name), `compressor ${name}`, `--compressor ${name}`);
  }
  const sizes = FOLIO_PAGES.filter((pages) => pages > 1 && !facts.folioPages.includes(pages));
  if (sizes.length > 0) {
    const names = sizes.map(folioSizeName).join(', ');
    need(false, `anonymous folios of ${names} (6.8, CONFIG_TRANSPARENT_HUGEPAGE)`, '--folio-size');
  }
  need(facts.failNth, 'fault injection (/proc/thread-self/fail-nth)', 'kernel check');
  for (const [option, value] of Object.entries(facts.config ?? {})) {
    if (value !== 'not set') continue;
    if (FAULT_OPTIONS.includes(option)) need(false, option, 'kernel check');
    if (option === 'CONFIG_THP_SWAP')
      need(false, option, 'large folios, which are split without it');
    if (option === 'CONFIG_NUMA') need(false, option, '--nodes above 1');
    if (option === 'CONFIG_ZRAM') need(false, option, 'kernel lengths');
  }
  return missing;
}

/** The config options that a report lists, as a config has them. */
export function configFacts(
  config: string,
  names: readonly string[],
): NonNullable<KernelFacts['config']> {
  const set = new Map(
    [...config.matchAll(/^(CONFIG_\w+)=([ym])$/gm)].map(
      ([, name, value]) => [name, value] as const,
    ),
  );
  return Object.fromEntries(names.map((name) => [name, (set.get(name) as 'y' | 'm') ?? 'not set']));
}
