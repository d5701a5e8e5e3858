import { type CommandCompletions, childrenOf, type ValueCompletions } from './completions.js';

/** Returns a completion script for bash. Candidates are whole words: bash itself prints only the differing part. */
export function bashCompletion(program: string, commands: readonly CommandCompletions[]): string {
  const paths = commands.filter(({ path }) => path.length > 0).map(({ path }) => path.join(' '));
  const values = commands.flatMap((command) =>
    command.options.flatMap(({ short, long, value }) => {
      if (value === null) return [];
      const flags = [long, ...(short === undefined ? [] : [short])];
      const patterns = flags.map((flag) => `'${command.path.join(' ')} ${flag}'`);
      return [`    ${patterns.join('|')}) ${reply(value)} ;;`];
    }),
  );
  const words = commands.map((command) => {
    const flags = command.options.flatMap(({ short, long }) => [long, short ?? []].flat());
    const children = childrenOf(commands, command).map(({ path }) => path.at(-1));
    const argument = command.argument?.words ?? [];
    const all = [...children, ...argument, ...flags].join(' ');
    return `    '${command.path.join(' ')}') words='${all}' ;;`;
  });
  return `# bash completion for ${program}: source it, or put it into /etc/bash_completion.d
_zswap_bench() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command='' words='' i
  if [[ $current == '=' ]]; then current=''; fi
  if [[ $previous == '=' ]]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command\${command:+ }\${COMP_WORDS[i]}" in
    ${paths.map((path) => `'${path}'`).join('|')}) command+="\${command:+ }\${COMP_WORDS[i]}" ;;
    esac
  done
  COMPREPLY=()
  case "$command $previous" in
${values.join('\n')}
  *)
    case "$command" in
${words.join('\n')}
    esac
    _zswap_bench_words '' "$words" ;;
  esac
}
# Candidates for the text after the last comma, if the first argument is a comma.
_zswap_bench_words() {
  local done=''
  if [[ -n $1 && $current == *,* ]]; then done=\${current%,*},; fi
  mapfile -t COMPREPLY < <(compgen -P "$done" -W "$2" -- "\${current#"$done"}")
}
complete -o default -F _zswap_bench ${program}
`;
}

/** Returns the reply for a value. Without candidates, bash offers files (`-o default`). */
function reply({ words, list }: ValueCompletions): string {
  return words.length === 0 ? ':' : `_zswap_bench_words '${list ? ',' : ''}' '${words.join(' ')}'`;
}
