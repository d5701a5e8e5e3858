import { Command } from 'commander';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { print } from '../../cli/print.js';
import { note, type Terminal } from '../../cli/terminal.js';

const NOTES = `
Files, recognised by content; a figure that a file does not tell is "-", a range if it is not exact:
  /sys/kernel/debug/zsmalloc/*/classes   grep -r . /sys/kernel/debug/zswap
  memory.stat of a cgroup                /sys/block/zram*/mm_stat
  compress_length_summaries.txt of Intel's memory-usage-analyzer
Examples:
  zswap-bench corpus stats /sys/fs/cgroup/job/memory.stat
  zswap-bench corpus stats --json classes.txt mm_stat.txt`;

/** Creates `zswap-bench corpus stats`. */
export function statsCommand(terminal: Terminal): Command {
  const command = new Command('stats')
    .argument('<file...>', 'files of figures of a kernel')
    .description('print ratio, incompressible share and pool pages by figures of a kernel')
    .addHelpText('after', NOTES);
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command.action(async (files: string[], options: OutputOptions) => {
    const { readStatistics } = await import('./stats/read-statistics.js');
    const { statisticsReport } = await import('./stats/stats-table.js');
    const figures = await readStatistics(files);
    for (const { file, remarks } of figures) {
      for (const remark of remarks) note(terminal, `${file}: ${remark}`);
    }
    await print(terminal, options, statisticsReport(figures));
  });
}
