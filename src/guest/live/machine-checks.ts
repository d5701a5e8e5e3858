import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { sizeText } from '../../common/byte-size.js';
import type { Failure } from '../../common/errors.js';
import { PAGE_SIZE } from '../../common/page.js';
import { guestFailure } from '../guest-failure.js';
import type { GuestPlan } from '../plan.js';

/** Memory of the running machine. */
export interface MachineMemory {
  readonly totalPages: number;
  readonly availablePages: number;
}

/** Memory that stays free beside the pool and the pages of a cell. */
const RESERVE_PAGES = (256 << 20) / PAGE_SIZE;

// Of the memory that is left, what pages may take that are touched and not yet paged out; refused folios are in the swap
// cache and in the page cache of the swap file too.
const CHUNK_SHARE = 0.25;

/**
 * Throws a `Failure` for a machine on which a plan must not run.
 *
 * @param root folder that holds proc and sys
 */
export function checkRunningMachine(root = '/', uid = process.getuid?.()): void {
  if (uid !== 0) throw refusal('root', `user ${uid}`, 'run it with sudo');
  const swaps = swapsInUse(root);
  if (swaps.length > 0) {
    throw refusal(
      'no swap in use',
      swaps.join(', '),
      'take swap off with swapoff -a, if memory allows',
    );
  }
  if (!existsSync(join(root, 'sys/module/zswap/parameters/enabled'))) {
    throw refusal('a kernel with zswap', 'CONFIG_ZSWAP is not set', 'boot a kernel that has it');
  }
  checkMemoryController(root);
}

function swapsInUse(root: string): string[] {
  const [, ...lines] = text(root, 'proc/swaps').trim().split('\n');
  return lines.map((line) => line.split(/\s+/)[0]);
}

/** The controller belongs to cgroup v1 where its hierarchy has a number other than 0; kernels without v1 do not list it. */
function checkMemoryController(root: string): void {
  const hierarchy = /^memory\s+(\d+)/m.exec(text(root, 'proc/cgroups'))?.[1] ?? '0';
  const controllers = join(root, 'sys/fs/cgroup/cgroup.controllers');
  const mounted = existsSync(controllers) ? readFileSync(controllers, 'utf8') : null;
  if (mounted?.split(/\s+/).includes('memory')) return;
  // Where it is not mounted, the guest program mounts it for itself.
  if (mounted === null && hierarchy === '0') return;
  throw refusal(
    'cgroup v2 with the memory controller',
    mounted === null ? 'the memory controller in cgroup v1' : `'${mounted.trim()}'`,
    'boot with cgroup v2 alone',
  );
}

/** Pages that may be touched at a time. Throws a `Failure` where memory is short. */
export function chunkPagesFor(
  plan: GuestPlan,
  { totalPages, availablePages }: MachineMemory,
): number {
  const percent = Math.max(...plan.cells.map(({ maxPoolPercent }) => maxPoolPercent));
  const poolPages = Math.ceil((totalPages * percent) / 100);
  const leastPages = Math.max(
    ...plan.cells.map(({ folioPages, memcgs }) => Math.max(folioPages, 512) * memcgs),
  );
  const chunkPages = Math.floor((availablePages - poolPages - RESERVE_PAGES) * CHUNK_SHARE);
  if (chunkPages >= leastPages) return chunkPages;
  const needed = poolPages + RESERVE_PAGES + Math.ceil(leastPages / CHUNK_SHARE);
  throw refusal(
    `${mebibytes(needed)} of available memory for a pool of ${percent}% of RAM`,
    mebibytes(availablePages),
    'lower --max-pool-percent, or end other programs',
  );
}

export function machineMemory(root = '/'): MachineMemory {
  const kib = (name: string) =>
    Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text(root, 'proc/meminfo'))?.[1] ?? 0);
  const pages = (name: string) => Math.floor((kib(name) * 1024) / PAGE_SIZE);
  return { totalPages: pages('MemTotal'), availablePages: pages('MemAvailable') };
}

const IN_MEMORY: ReadonlyMap<number, string> = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
]);

/** Throws a `Failure` for a folder that is in memory, where swap must not be, or that lacks room for the file. */
export function checkSwapFolder(folder: string, swapBytes: number): void {
  const { type, bsize, bavail } = statfsSync(folder);
  const name = IN_MEMORY.get(type);
  const remedy = 'set XDG_CACHE_HOME to a folder on a disk';
  if (name !== undefined) {
    throw refusal(`a folder on a disk for the swap file`, `${name} at ${folder}`, remedy);
  }
  const free = bavail * bsize;
  if (free >= swapBytes) return;
  throw refusal(
    `${mebibytes(swapBytes / PAGE_SIZE)} for the swap file in ${folder}`,
    `${mebibytes(Math.floor(free / PAGE_SIZE))} free`,
    `offer less, or ${remedy}`,
  );
}

/** Loads the loop driver where it is a module. */
export function requireLoopDriver(): void {
  if (existsSync('/dev/loop-control')) return;
  spawnSync('modprobe', ['loop'], { stdio: 'ignore' });
  if (existsSync('/dev/loop-control')) return;
  throw refusal('loop devices', 'no /dev/loop-control', 'load the loop module');
}

function text(root: string, path: string): string {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function mebibytes(pages: number): string {
  return sizeText(Math.ceil((pages * PAGE_SIZE) / (1 << 20)) * (1 << 20));
}

/** The failure of the running machine. */
export function refusal(expected: string, found: string, remedy: string): Failure {
  return guestFailure({ subject: `this machine (${release()})`, expected, found, remedy });
}
