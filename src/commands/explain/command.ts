import { Command } from 'commander';
import { addOptionGroups, type GridOptions, gridOptions } from '../../cli/grid-options.js';
import { withProgress } from '../../cli/measured-run.js';
import { OUTPUT_OPTIONS, type OutputOptions, option } from '../../cli/options.js';
import { print } from '../../cli/print.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { usageFailure } from '../../common/errors.js';
import { parseInteger } from '../../common/parse-numbers.js';

interface ExplainOptions extends GridOptions, OutputOptions {
  readonly folio?: number;
  readonly page?: number;
}

const EXAMPLES = `
Examples:
  zswap-bench explain --folio 57 --corpus redis --total-ram offered -c lz4 -s batch
  zswap-bench explain --folio 57 --corpus redis --total-ram offered -c lz4 -s incremental,batch   first difference`;

const MAX_NUMBER = 2 ** 31;

/** Creates `zswap-bench explain`: trace of one folio. */
export function explainCommand(terminal: Terminal): Command {
  const command = new Command('explain').description(
    'trace one folio through the store path; with two strategies, show the first difference',
  );
  command.addOption(
    option(
      '--folio <n>',
      'number of the folio in order of arrival, from 0',
      parseInteger(0, MAX_NUMBER),
    ),
  );
  command.addOption(
    option('--page <n>', 'page of the corpus that the folio contains', parseInteger(0, MAX_NUMBER)),
  );
  addOptionGroups(command, { ...gridOptions(), 'Output:': OUTPUT_OPTIONS() });
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: ExplainOptions) => explainAction(options, terminal));
}

async function explainAction(options: ExplainOptions, terminal: Terminal): Promise<void> {
  const { planRun } = await import('../../cli/run-plan.js');
  const { countCells } = await import('../../measure/cell.js');
  const { traceFolio } = await import('./trace-folio.js');
  const { explanationsReport } = await import('./tables.js');
  const choice = chooseFolio(options);
  const plan = {
    ...(await planRun(options, (text) => note(terminal, text))),
    timeSeconds: null,
    verify: false,
    repeat: 1,
  };
  requireFewCells(countCells(plan));
  const traces = await withProgress(terminal, async (observer) => {
    const found = await traceFolio(plan, choice, observer);
    return found.map((trace) => trace ?? throwNoFolio(options));
  });
  await print(terminal, options, explanationsReport(traces));
}

function throwNoFolio({ folio, page }: ExplainOptions): never {
  throw usageFailure({
    subject: folio === undefined ? '--page' : '--folio',
    expected: 'a folio that arrives and is not wholly zero',
    found: `${folio ?? page}`,
    remedy: 'choose another folio',
  });
}

function chooseFolio({ folio, page }: ExplainOptions) {
  if (folio !== undefined && page === undefined) return { folio };
  if (page !== undefined && folio === undefined) return { page };
  throw usageFailure({
    subject: 'explain',
    expected: 'either --folio or --page',
    found: folio === undefined ? 'neither' : 'both',
    remedy: 'pass one of them',
  });
}

/** Throws a usage `Failure` for more than two cells, before any page is compressed. */
function requireFewCells(cells: number): void {
  if (cells <= 2) return;
  throw usageFailure({
    subject: 'explain',
    expected: 'options that select one or two cells',
    found: `${cells} cells`,
    remedy: 'name one corpus, one compressor and one or two strategies',
  });
}
