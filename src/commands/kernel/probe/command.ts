import { Command } from 'commander';
import type { Terminal } from '../../../cli/terminal.js';
export function kernelProbeCommand(_t: Terminal): Command {
  return new Command('probe').description('x');
}
