import { Command } from 'commander';
import type { Terminal } from '../../../cli/terminal.js';
export function kernelVerifyCommand(_t: Terminal, _f: (exitCode: number) => void): Command {
  return new Command('verify').description('x');
}
