import { InvalidArgumentError, Option } from 'commander';
import type { Format } from '../output/format.js';

// Parsers for option values. Commander prefixes what they throw with the option's name.

const SIZE = /^(\d+(?:\.\d+)?)([KMGT]?)$/i;
const UNITS: Record<string, number> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** `4096`, `64K`, `1.5G`: bytes, with 1K = 1024. */
export function parseSize(text: string): number {
  const [, number = '', unit = ''] = SIZE.exec(text) ?? [];
  const bytes = Number(number) * (UNITS[unit.toUpperCase()] ?? 0);
  if (number === '' || !Number.isSafeInteger(bytes) || bytes < 1) {
    throw new InvalidArgumentError('Expected a size such as 4096, 64K, 2M or 1.5G.');
  }
  return bytes;
}

/** A size, or `none`: not null, which commander takes for a parser that returned nothing. */
export type AskedLimit = number | 'none';

export function parseLimit(text: string): AskedLimit {
  return text === 'none' ? text : parseSize(text);
}

/** `on` or `off`. */
export function parseSwitch(text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new InvalidArgumentError('Expected on or off.');
  return text === 'on';
}

/** A whole number within bounds. */
export function parseInteger(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < low || value > high) {
      throw new InvalidArgumentError(`Expected a whole number from ${low} to ${high}.`);
    }
    return value;
  };
}

/** A number above zero, such as seconds. */
export function parsePositive(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value <= 0 || value === Number.POSITIVE_INFINITY) {
    throw new InvalidArgumentError('Expected a number above 0.');
  }
  return value;
}

/** A percentage that need not be whole. */
export function parsePercent(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > 100) {
    throw new InvalidArgumentError('Expected a number from 0 to 100.');
  }
  return value;
}

/** `a,b,c`, also given more than once. */
export function collectList(text: string, previous: readonly string[]): string[] {
  const parts = text.split(',').filter((part) => part !== '');
  if (parts.length === 0) throw new InvalidArgumentError('Expected at least one name.');
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

const RANGE = /^(\d+)\.\.(\d+)(?::(\d+))?$/;
const LONGEST_RANGE = 1000;

/** Whole numbers as a list of numbers and ranges: `20`, `10,20`, `5..50:5`. */
export function parseNumberList(low: number, high: number): (text: string) => number[] {
  const one = parseInteger(low, high);
  return (text) => {
    const values = text.split(',').flatMap((part) => {
      const range = RANGE.exec(part);
      if (range === null) return [one(part)];
      const [, first = '', last = '', step = '1'] = range;
      return numbersBetween(one(first), one(last), Number(step));
    });
    return [...new Set(values)];
  };
}

function numbersBetween(first: number, last: number, step: number): number[] {
  if (first > last || step < 1 || (last - first) / step > LONGEST_RANGE) {
    throw new InvalidArgumentError('Expected a rising range FIRST..LAST:STEP.');
  }
  const values = [];
  for (let value = first; value <= last; value += step) values.push(value);
  return values;
}

/** An option with a parser; a list as default is shown as users write it. */
export function option<T>(
  flags: string,
  description: string,
  parser: (text: string, previous: T) => T,
  standard?: T,
): Option {
  const made = new Option(flags, description).argParser(parser);
  if (standard === undefined) return made;
  return made.default(standard, asWritten(standard));
}

/** A default as users would write it. */
function asWritten(standard: unknown): string {
  if (typeof standard === 'boolean') return standard ? 'on' : 'off';
  return Array.isArray(standard) ? standard.join(',') : String(standard);
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
    .default('table'),
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
