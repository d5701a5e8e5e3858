import { Option } from 'commander';
import { type Failure, usageFailure } from '../../../common/errors.js';

// The options of a run on this machine.

export interface LiveOptions {
  readonly live?: true;
  readonly yes?: true;
  readonly saveCosts?: string;
}

/** Options of a virtual machine do not go with these. */
export function liveOptions(): Option[] {
  return [
    new Option('--live', 'run in the kernel of this machine, as root').conflicts([
      ...['image', 'modules', 'memory', 'cpus', 'nodes'],
    ]),
    new Option('--yes', 'change parameters of this machine, and put them back at the end'),
    new Option('--save-costs <file>', 'write the measured times as costs for run --costs'),
  ];
}

/** Throws a `Failure` where the options lack what the others need. */
export async function checkLiveOptions({ live, yes, saveCosts }: LiveOptions): Promise<void> {
  if (live !== true) {
    if (yes === true) throw needsLive('--yes', 'nothing of this machine is changed');
    if (saveCosts !== undefined)
      throw needsLive('--save-costs', 'a virtual machine gives no times');
    return;
  }
  if (yes === true) return;
  throw usageFailure({
    subject: '--live',
    expected: '--yes',
    found: 'none',
    remedy: `with it swap goes on over a loop device, cgroups are made, these parameters change, and all is put back: ${await changedParameters()}`,
  });
}

/** Sizes of folios have one entry together. */
async function changedParameters(): Promise<string> {
  // Loaded here, so that help starts without it.
  const { kernelParameters } = await import('../../../guest/live/kernel-parameters.js');
  const paths = kernelParameters().map(({ path }) =>
    path.replace(/hugepages-\d+kB/, 'hugepages-*'),
  );
  return [...new Set(paths)].join(' ');
}

function needsLive(subject: string, reason: string): Failure {
  return usageFailure({
    subject,
    expected: '--live',
    found: 'a virtual machine',
    remedy: `leave it out: ${reason}`,
  });
}
