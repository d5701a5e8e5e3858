import { Command } from 'commander';
import type { Terminal } from '../../../cli/terminal.js';
export function kernelCheckCommand(
  _terminal: Terminal,
  _finish: (exitCode: number) => void,
): Command {
  return new Command('check');
}
