import type { Argument, Command, Option } from 'commander';
import { GridOption } from '../../cli/grid-options.js';
import { COMPRESSORS } from '../../compressor/compressors.js';
import { shippedCorpora } from '../../corpus/shipped.js';
import { FOLIO_PAGES, folioSizeName } from '../../model/folio/folio.js';
import { KERNELS } from '../../model/zswap/kernel-presets.js';
import { STRATEGIES } from '../../strategy/strategies.js';

/** Completions of one command. */
export interface CommandCompletions {
  /** Names below the program: `['corpus', 'info']`; empty for the program itself. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly options: readonly OptionCompletions[];
  /** Candidates for its arguments; null if it takes none. */
  readonly argument: ValueCompletions | null;
}

export interface OptionCompletions {
  readonly short?: string;
  readonly long: string;
  readonly summary: string;
  /** Null for an option without a value. */
  readonly value: ValueCompletions | null;
}

/** Candidates for a value. */
export interface ValueCompletions {
  readonly words: readonly string[];
  /** Words may be joined by commas. */
  readonly list: boolean;
  /** Paths are candidates too. */
  readonly files: boolean;
}

const ALL_FOLIO_SIZES = FOLIO_PAGES.map(folioSizeName);

// ValueCompletions from registries, by option or argument.
const VALUES: Readonly<Record<string, () => ValueCompletions>> = {
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

const HELP: OptionCompletions = {
  short: '-h',
  long: '--help',
  summary: 'display help for command',
  value: null,
};

// Placeholders of options whose value is a path.
const PATH = /[<[](file|path|result|baseline)/;

function names(words: readonly string[], more: Partial<ValueCompletions> = {}): ValueCompletions {
  return { words, list: false, files: false, ...more };
}

/** Returns the completions of the program and every command below it. */
export function commandCompletions(
  command: Command,
  path: readonly string[] = [],
): CommandCompletions[] {
  const [argument] = command.registeredArguments;
  const own: CommandCompletions = {
    path,
    summary: command.summary(),
    options: [...command.options.filter(({ hidden }) => !hidden).map(optionCompletions), HELP],
    argument: argument === undefined ? null : argumentValues(argument),
  };
  return [
    own,
    ...command.commands.flatMap((child) => commandCompletions(child, [...path, child.name()])),
  ];
}

function optionCompletions(option: Option): OptionCompletions {
  const long = option.long ?? option.flags;
  return {
    ...(option.short === undefined ? {} : { short: option.short }),
    long,
    summary: option.description,
    value: option.required || option.optional ? optionValues(option, long) : null,
  };
}

function optionValues(option: Option, long: string): ValueCompletions {
  if (option.argChoices !== undefined) return names(option.argChoices);
  const words = option instanceof GridOption ? option.words : [];
  return VALUES[long]?.() ?? names(words, { files: PATH.test(option.flags) });
}

function argumentValues(argument: Argument): ValueCompletions {
  if (argument.argChoices !== undefined) return names(argument.argChoices);
  return VALUES[argument.name()]?.() ?? names([], { files: true });
}

/** Returns the commands directly below one. */
export function childrenOf(
  all: readonly CommandCompletions[],
  parent: CommandCompletions,
): CommandCompletions[] {
  const depth = parent.path.length;
  return all.filter(
    ({ path }) => path.length === depth + 1 && parent.path.every((name, i) => name === path[i]),
  );
}
