import { Command } from 'commander';
import type { Terminal } from '../../../cli/terminal.js';

/** `zswap-bench kernel restore`: puts back what a run on this machine left. */
export function kernelRestoreCommand(terminal: Terminal): Command {
  return new Command('restore')
    .description('put the parameters of this machine back after a crash of kernel run --live')
    .action(() => restoreAction(terminal));
}

async function restoreAction(terminal: Terminal): Promise<void> {
  const { restoreMachine } = await import('../../../guest/live/restore-machine.js');
  const lines = await restoreMachine();
  for (const line of lines) terminal.stdout.write(`${line}\n`);
}
