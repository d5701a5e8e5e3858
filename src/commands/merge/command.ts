import { Command } from 'commander';
import { noteFaults } from '../../cli/correctness-exit.js';
import { readNotedResult } from '../../cli/noted-result.js';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { EXIT } from '../../common/errors.js';

const EXAMPLES = `
Examples:
  zswap-bench run -s all --shard 1/4 --json -o 1.json    first of four machines
  zswap-bench merge 1.json 2.json 3.json 4.json --json -o all.json
  zswap-bench merge 6.18.json 7.3.json                   results of kernel run, side by side`;

/** Creates `zswap-bench merge`: one result from the shards of a run. */
export function mergeCommand(terminal: Terminal, setExitCode: (exitCode: number) => void): Command {
  const command = new Command('merge')
    .argument('<shard...>', 'results of run --shard in any order, or of kernel run')
    .description('merge the shards of a run, or one grid in several kernels, into one result');
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], options: OutputOptions) =>
      mergeAction(paths, options, terminal, setExitCode),
    );
}

async function mergeAction(
  paths: readonly string[],
  options: OutputOptions,
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Promise<void> {
  const { mergeShards } = await import('../../result/merge.js');
  const { areKernelResults, mergeKernels } = await import('../../result/merge-kernels.js');
  const { resultReport } = await import('../../output/result-report.js');
  if (options.output !== undefined) await checkWritable(options.output);
  const files = [];
  for (const path of paths) files.push({ path, document: await readNotedResult(path, terminal) });
  const merged = areKernelResults(files) ? mergeKernels(files) : mergeShards(files);
  if (merged.machines !== undefined) {
    const machines = new Set(merged.machines.map(({ fingerprint }) => fingerprint)).size;
    note(
      terminal,
      `timed figures come from ${machines} machines or Node versions: do not compare them with each other`,
    );
  }
  await print(terminal, options, resultReport(merged));
  if (await noteFaults(terminal, merged)) setExitCode(EXIT.correctness);
}
