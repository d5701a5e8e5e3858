import type { Command } from 'commander';
import { usageFailure } from '../common/errors.js';
import { findKnown } from '../common/known-names.js';

/**
 * Checks the words in front of the first option: each names a command below the one before it, as far as there are commands.
 * Returns the command that `help` names, or null without it.
 */
export function helpAsked(program: Command, argv: readonly string[]): Command | null {
  const end = argv.findIndex((word) => word.startsWith('-'));
  const words = end < 0 ? argv : argv.slice(0, end);
  let command = program;
  let asksHelp = false;
  for (const [at, word] of words.entries()) {
    const children = new Map(command.commands.map((child) => [child.name(), child]));
    const subject = ['zswap-bench', ...words.slice(0, at)]
      .filter((each) => each !== 'help')
      .join(' ');
    if (children.size === 0) {
      if (asksHelp) throw excessWord(subject, word);
      break;
    }
    if (word === 'help' && !asksHelp) asksHelp = true;
    else command = findKnown(shortSubject(subject), word, children);
  }
  return asksHelp ? command : null;
}

/** Errors name a command without the program, and the program alone by its name. */
function shortSubject(subject: string): string {
  return subject.replace(/^zswap-bench /, '');
}

function excessWord(subject: string, word: string) {
  return usageFailure({
    subject: 'help',
    expected: 'one command',
    found: `'${word}' behind ${shortSubject(subject)}, which has no commands of its own`,
    remedy: `see ${subject} --help`,
  });
}
