import type { Argument, Command, Option } from 'commander';
import { GridOption } from '../../cli/grid-options.js';
import { COMPRESSORS } from '../../compressor/compressors.js';
import { shippedCorpora } from '../../corpus/shipped.js';
import { FOLIO_PAGES, folioSizeName } from '../../model/folio/folio.js';
import { KERNELS } from '../../model/zswap/kernel-presets.js';
import { STRATEGIES } from '../../strategy/strategies.js';

/** What can stand on a command line, for the shells' scripts. */
export interface CommandWords {
  /** Below the program: `['corpus', 'info']`; empty for the program itself. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly options: readonly OptionWords[];
  /** What its arguments are; null if it takes none. */
  readonly argument: Values | null;
}

export interface OptionWords {
  readonly short?: string;
  readonly long: string;
  readonly summary: string;
  /** Null for an option without a value. */
  readonly value: Values | null;
}

/** The words that a value may be. */
export interface Values {
  readonly words: readonly string[];
  /** Several may be joined by commas. */
  readonly list: boolean;
  /** Or a path. */
  readonly files: boolean;
}

const ALL_FOLIO_SIZES = FOLIO_PAGES.map(folioSizeName);

// The values that only a registry knows, by option or argument.
const VALUES: Readonly<Record<string, () => Values>> = {
  '--strategy': () => names([...STRATEGIES.keys(), 'all'], { list: true, files: true }),
  '--global-strategy': () => names([...STRATEGIES.keys()]),
  '--memcg-strategy': () => names([...STRATEGIES.keys()]),
  '--compressor': () => names([...COMPRESSORS.keys(), 'all'], { list: true }),
  '--folio-size': () => names([...ALL_FOLIO_SIZES, 'all'], { list: true }),
  '--corpus': () => names([...shippedCorpora().keys()], { files: true }),
  '--kernel': () => names([...KERNELS.keys()]),
  '--shard': () => names(['auto']),
  path: () => names([...shippedCorpora().keys()], { files: true }),
};

const HELP: OptionWords = {
  short: '-h',
  long: '--help',
  summary: 'display help for command',
  value: null,
};

// Placeholders of options whose value is a path.
const PATH = /<(file|path|result|baseline)[^>]*>/;

function names(words: readonly string[], more: Partial<Values> = {}): Values {
  return { words, list: false, files: false, ...more };
}

/** The program and every command below it. */
export function commandWords(command: Command, path: readonly string[] = []): CommandWords[] {
  const [argument] = command.registeredArguments;
  const own: CommandWords = {
    path,
    summary: command.summary(),
    options: [...command.options.filter(({ hidden }) => !hidden).map(optionWords), HELP],
    argument: argument === undefined ? null : argumentValues(argument),
  };
  return [
    own,
    ...command.commands.flatMap((child) => commandWords(child, [...path, child.name()])),
  ];
}

function optionWords(option: Option): OptionWords {
  const long = option.long ?? option.flags;
  return {
    ...(option.short === undefined ? {} : { short: option.short }),
    long,
    summary: option.description,
    value: option.required || option.optional ? optionValues(option, long) : null,
  };
}

function optionValues(option: Option, long: string): Values {
  if (option.argChoices !== undefined) return names(option.argChoices);
  const words = option instanceof GridOption ? option.words : [];
  return VALUES[long]?.() ?? names(words, { files: PATH.test(option.flags) });
}

function argumentValues(argument: Argument): Values {
  if (argument.argChoices !== undefined) return names(argument.argChoices);
  return VALUES[argument.name()]?.() ?? names([], { files: true });
}

/** Commands directly below one. */
export function childrenOf(all: readonly CommandWords[], parent: CommandWords): CommandWords[] {
  const depth = parent.path.length;
  return all.filter(
    ({ path }) => path.length === depth + 1 && parent.path.every((name, i) => name === path[i]),
  );
}
