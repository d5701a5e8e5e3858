import { availableParallelism } from 'node:os';
import { Option } from 'commander';
import { InvalidValue } from '../common/errors.js';
import { parseInteger } from '../common/parse-numbers.js';
import type { Format } from '../output/format.js';

/** Parses `a,b,c`; a repeated option adds to the list. */
export function collectList(text: string, previous: readonly string[]): string[] {
  const parts = text.split(',').filter((part) => part !== '');
  if (parts.length === 0) throw new InvalidValue('at least one name');
  return collected(parts, previous);
}

/** Parses a value whole; a repeated option adds to the list. */
export function collect(text: string, previous: readonly string[]): string[] {
  return collected([text], previous);
}

/** Lists from the command line, as opposed to defaults, which the first value replaces. */
const given = new WeakSet<readonly string[]>();

function collected(parts: readonly string[], previous: readonly string[]): string[] {
  const list = [...(given.has(previous) ? previous : []), ...parts];
  given.add(list);
  return list;
}

/** Creates an option with a parser and a default that help shows as users would write it. */
export function option<T>(
  flags: string,
  description: string,
  parser: (text: string, previous: T) => T,
  standard?: T,
): Option {
  const made = new Option(flags, description).argParser(parser);
  return standard === undefined ? made : made.default(standard, String(standard));
}

/** `--json` sets the attribute of `--format`: the last of both takes effect. */
class JsonOption extends Option {
  override attributeName(): string {
    return 'format';
  }
}

// Names only: renderers are imported when there is something to print.
const FORMATS: readonly Format[] = ['table', 'json', 'markdown', 'csv', 'lkml'];

/** Creates the options of every command that prints data. */
export const OUTPUT_OPTIONS = () => outputOptions(FORMATS);

/** Creates the same options for a command whose report has tests. */
export const TEST_OUTPUT_OPTIONS = () => outputOptions([...FORMATS, 'ktap']);

const outputOptions = (formats: readonly Format[]) => [
  new Option('--format <format>', 'output format').choices(formats).default('table', 'table'),
  new JsonOption('--json', 'short for --format json').preset('json'),
  new Option('--wide', 'print tables at full width (default: fit the terminal)'),
  new Option('-o, --output <file>', 'write to a file instead of stdout, completely or not at all'),
];

/** Parsed {@link OUTPUT_OPTIONS}. */
export interface OutputOptions {
  readonly format: Format;
  readonly output?: string;
  readonly wide?: boolean;
}

const MAX_JOBS = 64;

/** Creates the option of every command with much exact work. */
export function jobsOption(): Option {
  const cores = Math.min(MAX_JOBS, availableParallelism());
  return new Option('--jobs <n>', 'threads for exact work; the output is the same for every number')
    .argParser(parseInteger(1, MAX_JOBS))
    .default(cores, 'all cores');
}
