import { availableParallelism } from 'node:os';
import { Option } from 'commander';
import { parseSize } from '../common/byte-size.js';
import { type Failure, InvalidValue, usageFailure } from '../common/errors.js';
import { limitStandardInput } from '../common/input-limit.js';
import { parseInteger } from '../common/parse-numbers.js';
import type { Format } from '../output/format.js';
import { COLOR_MODES, type ColorMode } from './color.js';

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

/** `--json` sets the attribute of `--format`. */
class JsonOption extends Option {
  override attributeName(): string {
    return 'format';
  }
}

/** Creates `--format` and `--json`. One that contradicts the other is an error, in any order. */
function formatOptions(formats: readonly Format[]): Option[] {
  const format = new Option('--format <format>', 'output format');
  format.choices(formats).default('table', 'table');
  const parse = format.parseArg;
  let named: string | null = null;
  let json = false;
  const agreed = <T>(value: T): T => {
    if (json && named !== null && named !== 'json') throw otherFormat(named);
    return value;
  };
  format.argParser((text: string, previous: unknown) => {
    const parsed = parse?.(text, previous);
    named = text;
    return agreed(parsed);
  });
  const short = new JsonOption('--json', 'short for --format json').preset('json');
  short.argParser(() => {
    json = true;
    return agreed('json');
  });
  return [format, short];
}

function otherFormat(named: string): Failure {
  return usageFailure({
    subject: '--json',
    expected: 'no other format',
    found: `--format ${named}`,
    remedy: 'leave one of them out',
  });
}

// Names only: renderers are imported when there is something to print.
const FORMATS: readonly Format[] = ['table', 'json', 'markdown', 'csv', 'lkml'];

/** Creates the options of every command that prints data. */
export const OUTPUT_OPTIONS = () => outputOptions(FORMATS);

/** Creates the same options for a command whose report has tests. */
export const TEST_OUTPUT_OPTIONS = () => outputOptions([...FORMATS, 'ktap']);

const outputOptions = (formats: readonly Format[]) => [
  ...formatOptions(formats),
  new Option('--wide', 'print tables at full width (default: fit the terminal)'),
  new Option('--color <when>', 'color tables (auto: on a terminal)')
    .choices(COLOR_MODES)
    .default('auto', 'auto'),
  ...progressOptions(),
  new Option('-o, --output <file>', 'write to a file instead of stdout, completely or not at all'),
];

/** Creates the options of every command that takes more than a moment. */
export const progressOptions = () => [
  new Option('-q, --quiet', 'print errors alone to stderr: no progress, no remarks'),
  new Option('--no-progress', 'print no progress (default: on a terminal)'),
];

/** Parsed {@link OUTPUT_OPTIONS}. */
export interface OutputOptions {
  readonly format: Format;
  readonly output?: string;
  readonly wide?: boolean;
  readonly color: ColorMode;
  readonly quiet?: true;
  readonly progress: boolean;
}

export const MAX_JOBS = 64;

/** Returns the default number of threads for exact work. */
export function allCores(): number {
  return Math.min(MAX_JOBS, availableParallelism());
}

/** Creates the option of every command with much exact work. */
export function jobsOption(): Option {
  return new Option('--jobs <n>', 'threads for exact work; the output is the same for every number')
    .argParser(parseInteger(1, MAX_JOBS))
    .default(allCores(), 'all cores');
}

/** Creates the option that bounds standard input. */
export function maxInputOption(): Option {
  return new Option(
    '--max <size>',
    'maximum size of an image on standard input (default: 16G)',
  ).argParser((text) => limitStandardInput(parseSize(text)));
}
