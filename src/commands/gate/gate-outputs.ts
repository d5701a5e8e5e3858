import { appendFile } from 'node:fs/promises';
import { Option } from 'commander';
import { requireDistinctPlaces } from '../../cli/distinct-places.js';
import type { OutputOptions } from '../../cli/options.js';
import { checkWritable, writeWhole } from '../../cli/output-file.js';
import { writingTo } from '../../cli/output-place.js';
import type { Terminal } from '../../cli/terminal.js';
import { usageFailure } from '../../common/errors.js';
import type { ResultDocument } from '../../result/document.js';
import type { GateSources } from './gate-run.js';
import type { GateReport } from './gate-verdict.js';

/** Outputs of a gate for other programs. */
export interface GateOutputs {
  readonly junit?: string;
  readonly github?: true;
  readonly bencher?: string;
  readonly benchmarkAction?: string;
  readonly strict?: true;
}

/** Stdout, instead of the report. */
const STDOUT = '-';

type AllOutputs = GateOutputs & OutputOptions;

export function gateOutputOptions(): Option[] {
  return [
    new Option(
      '--junit <file>',
      'write JUnit XML, one test case per cell; -: to stdout, not the report',
    ),
    new Option('--github', 'also print annotations, and append to $GITHUB_STEP_SUMMARY'),
    new Option('--bencher <file>', 'write Bencher Metric Format; -: to stdout, not the report'),
    new Option(
      '--benchmark-action <file>',
      'write JSON for github-action-benchmark; -: to stdout, not the report',
    ),
  ];
}

/** Checks outputs before the work: one document per place, every place writable. */
export async function checkOutputs(options: AllOutputs & GateSources): Promise<void> {
  const documents = {
    '--junit': options.junit,
    '--bencher': options.bencher,
    '--benchmark-action': options.benchmarkAction,
  };
  const onStdout = Object.entries(documents).filter(([, where]) => where === STDOUT);
  if (onStdout.length > 1) {
    const [[first], [second]] = onStdout;
    throw usageFailure({
      subject: first,
      expected: 'one document on stdout',
      found: `${second} as well`,
      remedy: `name a file for one of them, as in ${first} FILE`,
    });
  }
  const files = Object.entries(documents).filter(([, where]) => where !== STDOUT);
  const outputs = { '--output': options.output, ...Object.fromEntries(files) };
  const { baseline, current } = options;
  await requireDistinctPlaces(outputs, { '--baseline': baseline, '--current': current });
  for (const path of Object.values(outputs)) if (path !== undefined) await checkWritable(path);
}

/** Writes outputs beside the report. Returns the text to print instead of the report, or null. */
export async function writeOutputs(
  options: AllOutputs,
  report: GateReport,
  current: ResultDocument,
  terminal: Terminal,
): Promise<string | null> {
  let instead: string | null = null;
  const place = async (where: string, text: string) => {
    if (where === STDOUT) instead = text;
    else await writeWhole(where, (write) => write(text));
  };
  if (options.junit !== undefined) {
    const { formatJunit } = await import('./junit.js');
    await place(options.junit, formatJunit(report, options.strict === true));
  }
  if (options.bencher !== undefined) {
    const { formatBencher } = await import('./bencher.js');
    await place(options.bencher, formatBencher(current));
  }
  if (options.benchmarkAction !== undefined) {
    const { formatBenchmarkAction } = await import('./benchmark-action.js');
    await place(options.benchmarkAction, formatBenchmarkAction(current));
  }
  if (options.github) await writeForGithub(options, report, terminal, instead !== null);
  return instead;
}

/** Writes annotations and the job summary. GitHub reads both streams; annotations must not break a document on stdout. */
async function writeForGithub(
  { format, output }: OutputOptions,
  report: GateReport,
  { stdout, stderr, env }: Terminal,
  replaced: boolean,
): Promise<void> {
  const { formatAnnotations, formatJobSummary } = await import('./github.js');
  const isDocument = output === undefined && (format !== 'table' || replaced);
  (isDocument ? stderr : stdout).write(formatAnnotations(report));
  const summary = env.GITHUB_STEP_SUMMARY;
  if (summary === undefined || summary === '') return;
  await writingTo(summary, () => appendFile(summary, formatJobSummary(report)));
}
