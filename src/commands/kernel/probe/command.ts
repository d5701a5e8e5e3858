import { Command, Option } from 'commander';
import { addOptionGroups } from '../../../cli/grid-options.js';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../../cli/options.js';
import { checkWritable } from '../../../cli/output-file.js';
import { print, printText } from '../../../cli/print.js';
import type { Terminal } from '../../../cli/terminal.js';
import {
  type GuestCommandOptions,
  imageOptions,
  kernelOf,
  machineOptions,
} from '../guest-options.js';
import type { KernelFacts } from './document.js';

interface ProbeOptions extends GuestCommandOptions, OutputOptions {
  readonly live?: true;
  readonly printConfig?: true;
}

/** `zswap-bench kernel probe`: the features of a kernel, and what is missing for which option. */
export function kernelProbeCommand(terminal: Terminal): Command {
  const command = new Command('probe').description(
    'list the features of a kernel and the options that lack one',
  );
  addOptionGroups(command, {
    'Kernel:': [
      ...imageOptions(),
      new Option('--live', 'the running machine; reads only').conflicts(['image', 'modules']),
      new Option(
        '--print-config',
        'print the config of a small kernel that every command can use, and boot none',
      ).conflicts(['image', 'modules', 'live']),
    ],
    'The virtual machine:': machineOptions(),
    'Output:': OUTPUT_OPTIONS(),
  });
  return command.action((options: ProbeOptions) => probeAction(options, terminal));
}

async function probeAction(options: ProbeOptions, terminal: Terminal): Promise<void> {
  if (options.printConfig === true) {
    const { minimalConfig } = await import('../../../guest/kernel/minimal-config.js');
    return await printText(terminal, options.output, minimalConfig());
  }
  const { PROBE_SCHEMA } = await import('./document.js');
  const { missingFeatures } = await import('./missing.js');
  const { probeReport } = await import('./tables.js');
  const { kernelCompressors } = await import('../run/kernel-plan.js');
  if (options.output !== undefined) await checkWritable(options.output);
  const facts = await factsOf(options);
  const missing = missingFeatures(facts, [...kernelCompressors().keys()]);
  await print(terminal, options, probeReport({ schema: PROBE_SCHEMA, ...facts, missing }));
}

async function factsOf(options: ProbeOptions): Promise<KernelFacts> {
  if (options.live === true) {
    const { probeLive } = await import('./probe-live.js');
    return probeLive();
  }
  const { probeImage } = await import('./probe-image.js');
  return await probeImage(await kernelOf(options), options);
}
