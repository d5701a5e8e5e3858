import type { Command } from 'commander';
import { plainValue } from '../../cli/grid-options.js';
import type { AxisRow } from '../../result/option-rows.js';
import { AXES, POLICIES } from '../../result/option-table.js';
import { argumentsOf, axisArguments, firstFlag, settingRows } from '../../result/settings.js';

/** Returns the options of a run on the command line, as arguments for another process. */
export function givenArguments(command: Command): string[] {
  const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
  const given = <Row>([name]: [string, Row]) => isGiven(name);
  return [
    ...Object.entries<AxisRow>(AXES)
      .filter(given)
      .flatMap(([name, axis]) => axisArguments(axis, command.getOptionValue(name))),
    ...Object.entries(POLICIES)
      .filter(given)
      .flatMap(([name, { flags }]) => [firstFlag(flags), command.getOptionValue(name)]),
    ...settingRows().flatMap(([name, row]) => [
      ...(isGiven(name) ? argumentsOf(row, plainValue(command.getOptionValue(name))) : []),
      ...(row.off !== undefined && isGiven(row.off.attribute) ? [row.off.flag] : []),
    ]),
  ];
}
