import { Option } from 'commander';
import { collect, option } from '../../cli/options.js';
import { usageFailure } from '../../common/errors.js';
import { parseInteger } from '../../common/parse-numbers.js';
import { parseSize, sizeText } from '../../common/size.js';
import type { Kernel } from '../../guest/kernel/kernel.js';

// The options of every command that boots a kernel.

/** What {@link guestOptions} parse to. */
export interface GuestCommandOptions {
  readonly image: readonly string[];
  readonly modules?: string;
  readonly memory: number;
  readonly cpus?: number;
  readonly timeLimit: number;
}

const LEAST_MEMORY = 256 << 20;
const STANDARD_MEMORY = 512 << 20;

/** A kernel of one's own needs `--image`; commands that can do without it check for themselves. */
export function imageOptions(): Option[] {
  return [
    option(
      '--image <path>',
      'bzImage or vmlinuz, folder of unpacked packages, build tree, or packages (repeatable)',
      collect,
    ),
    new Option('--modules <folder>', 'modules of an image that is a file: /lib/modules/RELEASE'),
  ];
}

/** The virtual machine. */
export function machineOptions(): Option[] {
  return [
    option('--memory <size>', 'RAM of the virtual machine', parseMemory).default(
      STANDARD_MEMORY,
      sizeText(STANDARD_MEMORY),
    ),
    option('--cpus <n>', 'CPUs of the virtual machine (default: as tasks, at most 4)', parseCpus),
    option('--time-limit <seconds>', 'end a guest that takes longer', parseInteger(1, 86_400), 900),
  ];
}

const parseCpus = parseInteger(1, 64);

function parseMemory(text: string): number {
  const bytes = parseSize(text);
  if (bytes >= LEAST_MEMORY) return bytes;
  throw usageFailure({
    subject: '--memory',
    expected: `at least ${sizeText(LEAST_MEMORY)}`,
    found: `'${text}'`,
    remedy: 'a kernel and the pages of a cell need that much',
  });
}

/** The kernel that the options name. Throws a `Failure` where there is none. */
export async function kernelOf({
  image,
  modules,
}: {
  readonly image?: readonly string[];
  readonly modules?: string;
}): Promise<Kernel> {
  if (image === undefined) {
    throw usageFailure({
      subject: '--image',
      expected: 'a kernel: an image, a folder of unpacked packages, a build tree, or packages',
      found: 'none',
      remedy: 'pass --image PATH; docs/kernel.md has the commands that fetch one',
    });
  }
  const { openKernel } = await import('../../guest/kernel/kernel.js');
  return await openKernel({ paths: image, ...(modules === undefined ? {} : { modules }) });
}
