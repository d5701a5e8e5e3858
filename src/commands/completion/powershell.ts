import { type CommandCompletions, childrenOf } from './completions.js';

/** Returns a completion script for PowerShell. Where it returns nothing, PowerShell itself offers files. */
export function powershellCompletion(
  program: string,
  commands: readonly CommandCompletions[],
): string {
  const words = commands.map((command) => {
    const children = childrenOf(commands, command).flatMap(({ path }) => path.slice(-1));
    const flags = command.options.flatMap(({ short, long }) => [long, short ?? []].flat());
    const all = [...children, ...(command.argument?.words ?? []), ...flags];
    return `    ${quoted(command.path.join(' '))} = ${array(all)}`;
  });
  const values = commands.flatMap((command) =>
    command.options.flatMap(({ short, long, value }) => {
      const flags = value === null ? [] : [long, short ?? []].flat();
      return flags.map((flag) => ({ key: [...command.path, flag].join(' '), ...value }));
    }),
  );
  const lists = values.filter(({ list }) => list).map(({ key }) => key);
  return `# PowerShell completion for ${program}: ${program} completion powershell >>$PROFILE
Register-ArgumentCompleter -Native -CommandName ${quoted(program)} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @{
${words.join('\n')}
  }
  $values = @{
${values.map(({ key, words }) => `    ${quoted(key)} = ${array(words ?? [])}`).join('\n')}
  }
  $lists = ${array(lists)}
  $length = $cursorPosition - $commandAst.Extent.StartOffset
  $line = $commandAst.Extent.Text.PadRight($length).Substring(0, $length)
  $typed = @(-split $line)
  if ($line -notmatch '\\s$') { $typed = @($typed | Select-Object -SkipLast 1) }
  $command = ''
  foreach ($each in @($typed | Select-Object -Skip 1)) {
    $next = "$command $each".Trim()
    if ($words.ContainsKey($next)) { $command = $next }
  }
  $key = "$command $($typed[-1])".Trim()
  $candidates = $words[$command]
  $done = ''
  if ($values.ContainsKey($key)) {
    $candidates = $values[$key]
    if ($lists -contains $key) { $done = $wordToComplete.Substring(0, $wordToComplete.LastIndexOf(',') + 1) }
  }
  $candidates | Where-Object { "$done$_".StartsWith($wordToComplete) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new("$done$_", $_, 'Text', $_)
  }
}
`;
}

function array(words: readonly string[]): string {
  return `@(${words.map(quoted).join(', ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
