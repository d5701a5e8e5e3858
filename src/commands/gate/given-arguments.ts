import type { Command, Option } from 'commander';

/** The options among `known` that were given on the command line, as another run of the program takes them. */
export function givenArguments(command: Command, known: readonly Option[]): string[] {
  return known.flatMap((option) => {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) !== 'cli') return [];
    const value: unknown = command.getOptionValue(name);
    const flag = option.long ?? '';
    if (option.negate) return value === false ? [flag] : [];
    if (name === 'corpus') return (value as string[]).flatMap((each) => [flag, each]);
    return [flag, asArgument(value)];
  });
}

function asArgument(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return Array.isArray(value) ? value.join(',') : String(value);
}
