import { Option } from 'commander';
import { usageFailure } from '../../../common/errors.js';
import { AXES, POLICIES, SETTINGS } from '../../../result/option-table.js';

/** Options of `run` that a kernel cannot be told, with the reason and the remedy. */
const REFUSED: readonly (readonly [flags: string, found: string, remedy: string])[] = [
  [AXES.strategies.flags, 'a strategy', "leave it out: the kernel's own store path runs"],
  [POLICIES.globalStrategy.flags, 'a limit policy', "leave it out: the kernel's own runs"],
  [POLICIES.memcgStrategy.flags, 'a limit policy', "leave it out: the kernel's own runs"],
  [SETTINGS.kernel.flags, 'a preset', 'leave it out: the kernel is that of --image'],
  [SETTINGS.seed.flags, 'a seed', 'leave it out: a kernel has none, runs with several tasks vary'],
  [SETTINGS.failRate.flags, 'failures of a model', 'leave it out: `kernel check` injects faults'],
  [SETTINGS.totalRamBytes.flags, 'RAM of a model', 'pass --memory, the RAM of the virtual machine'],
  [SETTINGS.repeat.flags, 'repetitions', 'leave it out, and run it several times'],
  [SETTINGS.timeSeconds.flags, 'a timed part', 'leave it out: a virtual machine gives no times'],
  [SETTINGS.threads.flags, 'a timed part', 'leave it out: a virtual machine gives no times'],
];

/** Options that are known for one line of their own, and shown nowhere. */
export function refusedOptions(): Option[] {
  return REFUSED.map(([flags, found, remedy]) =>
    new Option(flags).hideHelp().argParser((text: string) => {
      throw usageFailure({
        subject: new Option(flags).long ?? flags,
        expected: 'options that a kernel can be told',
        found: `${found} '${text}'`,
        remedy,
      });
    }),
  );
}
