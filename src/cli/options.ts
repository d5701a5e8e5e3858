import { Option } from 'commander';
import { InvalidValue } from '../common/errors.js';
import type { Format } from '../output/format.js';

/** `a,b,c`, also given more than once. */
export function collectList(text: string, previous: readonly string[]): string[] {
  const parts = text.split(',').filter((part) => part !== '');
  if (parts.length === 0) throw new InvalidValue('at least one name');
  return collected(parts, previous);
}

/** A value whole, given once or more. */
export function collect(text: string, previous: readonly string[]): string[] {
  return collected([text], previous);
}

/** Lists that users gave, as opposed to defaults, which what users give replaces. */
const given = new WeakSet<readonly string[]>();

function collected(parts: readonly string[], previous: readonly string[]): string[] {
  const list = [...(given.has(previous) ? previous : []), ...parts];
  given.add(list);
  return list;
}

/** An option with a parser, and a default that is shown as users would write it. */
export function option<T>(
  flags: string,
  description: string,
  parser: (text: string, previous: T) => T,
  standard?: T,
): Option {
  const made = new Option(flags, description).argParser(parser);
  return standard === undefined ? made : made.default(standard, String(standard));
}

/** Sets the format, so that the last of `--json` and `--format` holds. */
class JsonOption extends Option {
  override attributeName(): string {
    return 'format';
  }
}

// Names alone: the renderers are read when there is something to print.
const FORMATS: Readonly<Record<Format, true>> = {
  table: true,
  json: true,
  markdown: true,
  csv: true,
  lkml: true,
};

/** The options of every command that prints data. */
export const OUTPUT_OPTIONS = () => [
  new Option('--format <format>', 'how the data is printed')
    .choices(Object.keys(FORMATS))
    .default('table', 'table'),
  new JsonOption('--json', 'short for --format json').preset('json'),
  new Option('--wide', 'print tables at full width, whatever the terminal (default: fit it)'),
  new Option('-o, --output <file>', 'write to a file instead of stdout, whole or not at all'),
];

/** What {@link OUTPUT_OPTIONS} parse to. */
export interface OutputOptions {
  readonly format: Format;
  readonly output?: string;
  readonly wide?: boolean;
}
