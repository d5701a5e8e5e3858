import {
  type CommandCompletions,
  childrenOf,
  type OptionCompletions,
  type ValueCompletions,
} from './completions.js';

/** Returns a completion script for fish. */
export function fishCompletion(program: string, commands: readonly CommandCompletions[]): string {
  const lines = commands.flatMap((command) => {
    const when = condition(command, childrenOf(commands, command));
    const start = `complete -c ${program} -n ${quoted(when)}`;
    return [
      ...childrenOf(commands, command).map(
        ({ path, summary }) => `${start} -f -a ${path.at(-1)} -d ${quoted(summary)}`,
      ),
      ...command.options.map((option) => `${start} ${optionLine(option)}`),
      ...(command.argument === null ? [] : [`${start} ${candidates(command.argument)}`]),
    ];
  });
  return `# fish completion for ${program}: put it into ~/.config/fish/completions/${program}.fish
complete -c ${program} -e
${lines.join('\n')}
`;
}

function condition({ path }: CommandCompletions, children: readonly CommandCompletions[]): string {
  const seen = path.map((name) => `__fish_seen_subcommand_from ${name}`);
  const names = children.map((child) => child.path.at(-1)).join(' ');
  const none = names === '' ? [] : [`not __fish_seen_subcommand_from ${names}`];
  return [...seen, ...none].join('; and ');
}

function optionLine({ short, long, summary, value }: OptionCompletions): string {
  const flags = [`-l ${long.slice(2)}`, ...(short === undefined ? [] : [`-s ${short.slice(1)}`])];
  const takes = value === null ? '' : ` ${candidates(value, '-r')}`;
  return `${flags.join(' ')} -d ${quoted(summary)}${takes}`;
}

function candidates({ words, list, files }: ValueCompletions, required = ''): string {
  const kind = [required, files ? '-F' : '-f'].filter((each) => each !== '').join(' ');
  if (words.length === 0) return kind;
  const all = words.join(' ');
  return `${kind} -a ${quoted(list ? `(__fish_append , ${all})` : all)}`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
