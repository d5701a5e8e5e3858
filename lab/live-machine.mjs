// Boots a kernel in QEMU with the files of this machine, read-only, and in it as root runs lab/live-runs.mjs:
// node lab/live-machine.mjs IMAGE [TIMES] [KIND ...]. Needs qemu-system-x86_64, cc and mkfs.ext4; leaves nothing.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpioArchive } from '../dist/src/guest/cpio.js';
import { openKernel } from '../dist/src/guest/kernel/kernel.js';
import { resolveModules } from '../dist/src/guest/kernel/modules.js';
import { usableAcceleration } from '../dist/src/guest/virtual-machine.js';

const MODULES = [
  ...['virtio_pci', 'virtio_blk', '9p', '9pnet_virtio', 'overlay', 'ext4', 'loop', 'zsmalloc'],
  ...['crc32c_generic', 'crc32c_intel', 'lz4', 'lzo', 'lzo-rle', 'zstd', 'deflate'],
];

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [image, ...rest] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'live-machine-'));

function build(name) {
  const path = join(work, name);
  execFileSync('cc', ['-O2', '-static', '-D_GNU_SOURCE', '-o', path, `${ROOT}lab/${name}.c`]);
  return readFileSync(path);
}

function disk() {
  const path = join(work, 'disk');
  writeFileSync(path, '');
  truncateSync(path, 4 * 2 ** 30);
  execFileSync('mkfs.ext4', ['-q', '-F', path]);
  return path;
}

async function initramfs(kernel) {
  const modules = await resolveModules(kernel.files, MODULES);
  const command = [ROOT, process.execPath, 'lab/live-runs.mjs', ...rest];
  return cpioArchive([
    { path: 'init', content: build('live-init'), executable: true },
    { path: 'command', content: Buffer.from(`${command.join('\n')}\n`) },
    { path: 'modules', content: null },
    ...modules.map(({ content }, i) => ({
      path: `modules/${String(i).padStart(4, '0')}.ko`,
      content,
    })),
  ]);
}

try {
  const kernel = await openKernel({ paths: [resolve(image)] });
  writeFileSync(join(work, 'kernel'), kernel.image);
  writeFileSync(join(work, 'initramfs'), await initramfs(kernel));
  const acceleration = usableAcceleration();
  const child = spawn(
    'qemu-system-x86_64',
    [
      ...['-accel', acceleration, ...(acceleration === 'kvm' ? ['-cpu', 'host'] : ['-cpu', 'max'])],
      ...['-m', '1536M', '-smp', '2', '-display', 'none', '-nic', 'none', '-no-reboot'],
      ...['-serial', 'stdio', '-kernel', join(work, 'kernel'), '-initrd', join(work, 'initramfs')],
      ...['-append', 'console=ttyS0 no_timer_check loglevel=4 panic=-1 rdinit=/init'],
      ...['-drive', `file=${disk()},format=raw,if=virtio,cache=unsafe`],
      ...['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill());
  const code = await new Promise((done) => child.once('close', done));
  process.exitCode = code ?? 1;
} finally {
  rmSync(work, { recursive: true });
}
