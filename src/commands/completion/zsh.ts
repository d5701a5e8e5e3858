import {
  type CommandCompletions,
  childrenOf,
  type OptionCompletions,
  type ValueCompletions,
} from './completions.js';

/** Returns a completion script for zsh, with a function for each command. */
export function zshCompletion(program: string, commands: readonly CommandCompletions[]): string {
  const functions = commands.map((command) => commandFunction(command, commands));
  return `#compdef ${program}
# zsh completion for ${program}: put it into a folder of $fpath, as _${program}
${functions.join('\n')}
_zswap_bench "$@"
`;
}

function functionName({ path }: CommandCompletions): string {
  return ['_zswap_bench', ...path.map((name) => name.replaceAll('-', '_'))].join('_');
}

function commandFunction(command: CommandCompletions, all: readonly CommandCompletions[]): string {
  const children = childrenOf(all, command);
  const specs = command.options.map(optionSpec);
  if (command.argument !== null) specs.push(quoted(`*:argument:${action(command.argument)}`));
  if (children.length === 0) {
    return `${functionName(command)}() {\n  _arguments -s ${specs.join(' ')}\n}`;
  }
  const described = children.map(({ path, summary }) =>
    quoted(`${escaped(path.at(-1) ?? '')}:${escaped(summary)}`),
  );
  const branches = children.map((child) => `    ${child.path.at(-1)}) ${functionName(child)} ;;`);
  return `${functionName(command)}() {
  local state line
  _arguments -C ${specs.join(' ')} '1:command:->command' '*::argument:->rest'
  case $state in
  command)
    local -a commands=(${described.join(' ')})
    _describe command commands ;;
  rest)
    case $line[1] in
${branches.join('\n')}
    esac ;;
  esac
}`;
}

function optionSpec({ short, long, summary, value }: OptionCompletions): string {
  const takes = value === null ? '' : `:value:${action(value)}`;
  const text = `[${escaped(summary)}]${takes}`;
  const repeats = value?.list === true || value?.files === true ? '*' : '';
  if (short === undefined) return quoted(`${repeats}${long}${text}`);
  const others = repeats === '' ? `(${short} ${long})` : repeats;
  return `${quoted(others)}{${short},${long}}${quoted(text)}`;
}

function action({ words, list, files }: ValueCompletions): string {
  if (words.length === 0) return files ? '_files' : ' ';
  const escapedWords = words.map(escaped).join(' ');
  if (list) return `_values -s , value ${escapedWords}`;
  return files
    ? `_alternative 'names:name:(${escapedWords})' 'files:file:_files'`
    : `(${escapedWords})`;
}

function escaped(text: string): string {
  return text.replace(/[:[\]\\]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
