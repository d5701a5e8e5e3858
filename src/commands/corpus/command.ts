import { Command } from 'commander';
import type { Terminal } from '../../cli/terminal.js';
import { captureCommand } from './capture-command.js';
import { fitCommand } from './fit-command.js';
import { importCommand } from './import-command.js';
import { infoCommand } from './info-command.js';
import { lengthsCommand } from './lengths-command.js';
import { listCommand } from './list-command.js';
import { statsCommand } from './stats-command.js';
import { verifyCommand } from './verify-command.js';

const EXAMPLES = `
Examples:
  zswap-bench corpus list
  zswap-bench corpus info ./my.core.zst
  kill -STOP 4711; zswap-bench corpus capture --pid 4711 -o my.core; kill -CONT 4711
  zswap-bench corpus lengths my.core -o my.lengths; zswap-bench run --no-timing --corpus my.lengths
  zswap-bench corpus fit my.core -o my.json; zswap-bench run --corpus synth:my.json:seed=2
  gcore -o dump 4711; zswap-bench corpus import dump.4711 -o my.core`;

/** Creates `zswap-bench corpus` with its subcommands. */
export function corpusCommand(
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Command {
  return new Command('corpus')
    .description(
      'list, inspect, verify, capture and import page corpora; write their lengths or a model',
    )
    .addCommand(listCommand(terminal))
    .addCommand(infoCommand(terminal))
    .addCommand(verifyCommand(terminal, setExitCode))
    .addCommand(captureCommand(terminal))
    .addCommand(importCommand(terminal))
    .addCommand(lengthsCommand(terminal))
    .addCommand(fitCommand(terminal, setExitCode))
    .addCommand(statsCommand(terminal))
    .addHelpText('after', EXAMPLES);
}
