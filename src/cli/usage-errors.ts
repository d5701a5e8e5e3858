import { type Argument, type Command, CommanderError, type Option } from 'commander';
import { type FailureReport, InvalidValue, usageFailure } from '../common/errors.js';
import { choiceAmong, nearest } from '../common/known-names.js';

/**
 * Makes a command throw a usage `Failure` for every error of commander or a parser, and print nothing itself.
 *
 * @param path names of the commands down to this one, without the program's
 */
export function throwUsageFailures(command: Command, path: readonly string[]): void {
  const remedy = `see ${['zswap-bench', ...path].join(' ')} --help`;
  for (const option of command.options) wrapParser(option, option.long ?? option.flags, remedy);
  for (const argument of command.registeredArguments) {
    wrapParser(argument, `<${argument.name()}>`, remedy);
  }
  command.configureOutput({ outputError: () => {} });
  command.allowExcessArguments().hook('preAction', async (hooked, acting) => {
    const { args, registeredArguments } = acting;
    // Hooks of a group also run for its commands.
    if (hooked !== acting) return;
    if (args.length <= registeredArguments.length || registeredArguments.at(-1)?.variadic) return;
    const { excessArguments } = await import('./excess-arguments.js');
    throw excessArguments(command, path.join(' '));
  });
  command.exitOverride((error) => {
    const reword = REWORDED[error.code];
    if (reword === undefined) throw error;
    const report = { subject: path.join(' ') || 'zswap-bench', remedy };
    throw usageFailure({ ...report, ...reword(error.message, command) });
  });
}

/** Wraps the parser of an option or argument: an invalid value throws a `Failure` with the subject. */
function wrapParser(target: Option | Argument, subject: string, remedy: string): void {
  const { parseArg, argChoices } = target;
  if (parseArg === undefined) return;
  target.argParser((text: string, previous: unknown) => {
    try {
      return parseArg(text, previous);
    } catch (error) {
      if (!(error instanceof InvalidValue || error instanceof CommanderError)) throw error;
      const near = argChoices && nearest(text, argChoices);
      throw usageFailure({
        subject,
        expected: argChoices ? choiceAmong(argChoices) : error.message,
        found: `'${text}'`,
        remedy: near === undefined ? remedy : `did you mean '${near}'?`,
      });
    }
  });
}

type Reword = (
  message: string,
  command: Command,
) => Omit<FailureReport, 'subject' | 'remedy'> & { remedy?: string };

/** Replacements of commander's error messages, by code. */
const REWORDED: Readonly<Record<string, Reword>> = {
  'commander.unknownCommand': (message, command) => ({
    expected: choiceAmong(command.commands.map((child) => child.name())),
    found: quoted(message),
    ...suggestion(message),
  }),
  'commander.unknownOption': (message) => ({
    expected: 'a known option',
    found: quoted(message),
    ...suggestion(message),
  }),
  'commander.missingArgument': (message) => ({
    expected: `an argument <${quoted(message).slice(1, -1)}>`,
    found: 'none',
  }),
  'commander.optionMissingArgument': (message) => ({
    expected: `a value for ${quoted(message).slice(1, -1)}`,
    found: 'none',
  }),
  'commander.conflictingOption': (message) => {
    const [one, other] = [...message.matchAll(/'(--[\w-]+)[^']*'/g)].map(([, flag]) => flag);
    return { expected: `${one} or ${other}`, found: 'both' };
  },
  'commander.missingMandatoryOptionValue': (message) => ({
    expected: quoted(message).slice(1, -1),
    found: 'none',
  }),
};

/** Returns the first quoted text of a message, quotes included. */
function quoted(message: string): string {
  return /'.*?'/.exec(message)?.[0] ?? message;
}

function suggestion(message: string): { remedy?: string } {
  const near = /\(Did you mean (.*)\?\)/.exec(message)?.[1];
  return near === undefined
    ? {}
    : { remedy: `did you mean ${near.includes(' ') ? near : `'${near}'`}?` };
}
