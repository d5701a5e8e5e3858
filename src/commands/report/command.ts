import { Command } from 'commander';
import { readNotedResult } from '../../cli/noted-result.js';
import { checkWritable } from '../../cli/output-file.js';
import { printText } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';

const EXAMPLES = `
Examples:
  zswap-bench run -s all -f 16K,64K,2M --json -o result.json
  zswap-bench report result.json -o report.html`;

/** Creates `zswap-bench report`: a result as one HTML page. */
export function reportCommand(terminal: Terminal): Command {
  return new Command('report')
    .argument('<result>', 'result of run --json')
    .description('write one self-contained HTML page of a result, with interactive figures')
    .option('-o, --output <file>', 'write to a file instead of stdout, completely or not at all')
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: { readonly output?: string }) =>
      reportAction(path, options, terminal),
    );
}

async function reportAction(
  path: string,
  options: { readonly output?: string },
  terminal: Terminal,
): Promise<void> {
  const { reportPage } = await import('./report-page.js');
  const { userNames } = await import('../../cli/user-names.js');
  if (options.output !== undefined) await checkWritable(options.output);
  const result = await readNotedResult(path, terminal);
  await printText(terminal, options.output, reportPage(result, userNames(result)));
}
