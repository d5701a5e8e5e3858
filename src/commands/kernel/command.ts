import { Command } from 'commander';
import type { Terminal } from '../../cli/terminal.js';
import { kernelCheckCommand } from './check/command.js';
import { kernelLengthsCommand } from './lengths/command.js';
import { kernelProbeCommand } from './probe/command.js';
import { kernelRestoreCommand } from './restore/command.js';
import { kernelRunCommand } from './run/command.js';
import { kernelVerifyCommand } from './verify/command.js';

const EXAMPLES = `
Examples:
  zswap-bench kernel probe --image ./6.18
  zswap-bench kernel run --image ./6.18 --corpus redis -c lz4 -f 64K --tasks 1
  zswap-bench kernel verify --image ./6.18 --quick
  zswap-bench kernel check --image ./linux -f 64K
  sudo zswap-bench kernel run --live --yes --tasks 1
  zswap-bench kernel lengths --image ./6.18 --corpus redis -c lz4`;

/** `zswap-bench kernel`: a real kernel, in a virtual machine or that of this machine. */
export function kernelCommand(
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Command {
  return new Command('kernel')
    .description('run cells in the zswap of a real kernel, in a virtual machine or on this machine')
    .addCommand(kernelRunCommand(terminal, setExitCode))
    .addCommand(kernelVerifyCommand(terminal, setExitCode))
    .addCommand(kernelCheckCommand(terminal, setExitCode))
    .addCommand(kernelLengthsCommand(terminal, setExitCode))
    .addCommand(kernelProbeCommand(terminal))
    .addCommand(kernelRestoreCommand(terminal))
    .addHelpText('after', EXAMPLES);
}
