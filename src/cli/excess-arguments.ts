import { existsSync } from 'node:fs';
import type { Command, Option } from 'commander';
import { counted } from '../common/counted.js';
import { type Failure, usageFailure } from '../common/errors.js';
import { nearest } from '../common/known-names.js';
import { COMPRESSORS, chooseCompressor } from '../compressor/compressors.js';
import { shippedCorpora } from '../corpus/shipped.js';
import { STRATEGIES } from '../strategy/strategies.js';
import { folioPagesOf } from './run-plan.js';

/** Returns the failure for arguments that a command does not take, with the option that was probably meant. */
export function excessArguments(command: Command, path: string): Failure {
  const { length } = command.registeredArguments;
  const excess = command.args.slice(length);
  const meant = meantOption(command, excess);
  return usageFailure({
    subject: path,
    expected: length === 0 ? 'no arguments' : counted(length, 'argument'),
    found: excess.map((word) => `'${word}'`).join(', '),
    remedy: meant === null ? `see zswap-bench ${path} --help` : `did you mean ${meant}?`,
  });
}

/** Values of a list option that a word can be. Returns the nearest name, or null. */
type Recognizer = (word: string) => string | null;

const RECOGNIZERS: readonly (readonly [long: string, recognize: Recognizer])[] = [
  ['--strategy', (word) => nameAmong(word, [...STRATEGIES.keys()])],
  ['--folio-size', (word) => (isValid(() => folioPagesOf([word])) ? word : null)],
  ['--corpus', (word) => nameAmong(word, [...shippedCorpora().keys()])],
  [
    '--compressor',
    (word) =>
      isValid(() => chooseCompressor(word)) ? word : nameAmong(word, [...COMPRESSORS.keys()]),
  ],
  ['--corpus', (word) => (existsSync(word) ? word : null)],
];

/** Returns the option, with the values that it already has and those that stand behind it. */
function meantOption(command: Command, excess: readonly string[]): string | null {
  const words = excess.flatMap((word) => word.split(',')).filter((word) => word !== '');
  for (const [long, recognize] of RECOGNIZERS) {
    const option = command.options.find((each) => each.long === long);
    const values = words.map(recognize);
    if (option === undefined || values.length === 0 || values.includes(null)) continue;
    return `${option.short ?? long} ${[...givenValues(command, option), ...values].join(',')}`;
  }
  return null;
}

function givenValues(command: Command, option: Option): readonly string[] {
  const name = option.attributeName();
  return command.getOptionValueSource(name) === 'cli' ? command.getOptionValue(name) : [];
}

function nameAmong(word: string, names: readonly string[]): string | null {
  return names.includes(word) ? word : (nearest(word, names) ?? null);
}

function isValid(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
