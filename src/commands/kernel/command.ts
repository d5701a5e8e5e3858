import { Command } from 'commander';
import type { Terminal } from '../../cli/terminal.js';
import { kernelCheckCommand } from './check/command.js';
import { kernelLengthsCommand } from './lengths/command.js';

const EXAMPLES = `
Examples:
  zswap-bench kernel check --image ./linux -f 64K
  zswap-bench kernel lengths --image ./6.18 --corpus redis -c lz4`;

/** `zswap-bench kernel`: a real kernel in a virtual machine. */
export function kernelCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('kernel')
    .description('run cells in the zswap of a real kernel, in a virtual machine')
    .addCommand(kernelCheckCommand(terminal, finish))
    .addCommand(kernelLengthsCommand(terminal, finish))
    .addHelpText('after', EXAMPLES);
}
