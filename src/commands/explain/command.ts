import { Command } from 'commander';
import { addOptionGroups, type GridOptions, gridOptions } from '../../cli/grid-options.js';
import { observed } from '../../cli/measured-run.js';
import { OUTPUT_OPTIONS, type OutputOptions, option } from '../../cli/options.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';
import { usageFailure } from '../../common/errors.js';
import { parseInteger } from '../../common/parse-numbers.js';

interface ExplainOptions extends GridOptions, OutputOptions {
  readonly folio?: number;
  readonly page?: number;
}

const EXAMPLES = `
Examples:
  zswap-bench explain --folio 57 --corpus redis -c lz4 -s batch
  zswap-bench explain --folio 57 --corpus redis -c lz4 -s incremental,batch   where do they part?`;

const LARGEST = 2 ** 31;

/** `zswap-bench explain`: one folio's way through a run. */
export function explainCommand(terminal: Terminal): Command {
  const command = new Command('explain').description(
    'what one folio of a run was checked for, compared with, charged and refused; of two strategies, where they part',
  );
  command.addOption(
    option('--folio <n>', 'the n-th folio to arrive, from 0', parseInteger(0, LARGEST)),
  );
  command.addOption(option('--page <n>', 'the folio that holds page n', parseInteger(0, LARGEST)));
  addOptionGroups(command, { ...gridOptions(), 'Output:': OUTPUT_OPTIONS() });
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: ExplainOptions) => explainAction(options, terminal));
}

async function explainAction(options: ExplainOptions, terminal: Terminal): Promise<void> {
  const { planRun } = await import('../../cli/run-plan.js');
  const { countCells } = await import('../../measure/cell.js');
  const { explain } = await import('./trace-folio.js');
  const { explanationsReport } = await import('./tables.js');
  const choice = chooseFolio(options);
  const plan = { ...(await planRun(options, terminal)), timeSeconds: null, verify: false };
  refuseManyCells(countCells(plan));
  const trails = await observed(terminal, async (observer) => {
    const found = await explain(plan, choice, observer);
    return found.map((trail) => trail ?? refuseFolio(options));
  });
  await print(terminal, options, explanationsReport(trails));
}

function refuseFolio({ folio, page }: ExplainOptions): never {
  throw usageFailure({
    subject: folio === undefined ? '--page' : '--folio',
    expected: 'a folio that arrives and is not wholly zero',
    found: `${folio ?? page}, which does not`,
    remedy: 'choose another',
  });
}

function chooseFolio({ folio, page }: ExplainOptions) {
  if (folio !== undefined && page === undefined) return { folio };
  if (page !== undefined && folio === undefined) return { page };
  throw usageFailure({
    subject: 'explain',
    expected: 'either --folio or --page',
    found: folio === undefined ? 'neither' : 'both',
    remedy: 'say which folio is meant',
  });
}

/** Before any page is compressed. */
function refuseManyCells(cells: number): void {
  if (cells <= 2) return;
  throw usageFailure({
    subject: 'explain',
    expected: 'options that name one cell, or two',
    found: `${cells} cells`,
    remedy: 'name one corpus, one compressor and one or two strategies',
  });
}
