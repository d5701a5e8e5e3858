import { guestFailure } from '../guest-failure.js';

/** Options without which nothing can be run here: a kernel with zswap on a disk that QEMU has. */
export const NEEDED_OPTIONS: readonly string[] = [
  'CONFIG_64BIT',
  'CONFIG_BLK_DEV_INITRD',
  'CONFIG_BINFMT_ELF',
  'CONFIG_PRINTK',
  'CONFIG_SERIAL_8250_CONSOLE',
  'CONFIG_DEVTMPFS',
  'CONFIG_PROC_FS',
  'CONFIG_SYSFS',
  'CONFIG_DEBUG_FS',
  'CONFIG_VIRTIO_PCI',
  'CONFIG_VIRTIO_BLK',
  'CONFIG_SWAP',
  'CONFIG_ZSWAP',
  'CONFIG_ZSMALLOC',
  'CONFIG_ADVISE_SYSCALLS',
  'CONFIG_MEMCG',
];

/** Throws a `Failure` that lists the options that a config lacks. */
export function checkConfig(config: string, path: string): void {
  const set = optionsIn(config);
  const missing = NEEDED_OPTIONS.filter((option) => !set.has(option));
  if (missing.length === 0) return;
  throw guestFailure({
    subject: path,
    expected: 'a kernel with all options that a guest needs',
    found: `${missing.map((option) => `${option} is not set`).join(', ')}`,
    remedy:
      'set them and build again, or take a kernel that has them (on Debian not the cloud one)',
  });
}

/** Names of the options that are built in or modules. */
export function optionsIn(config: string): Set<string> {
  return new Set([...config.matchAll(/^(CONFIG_\w+)=[ym]$/gm)].map(([, name]) => name));
}
