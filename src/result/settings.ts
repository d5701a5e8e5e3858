import type { AxisRow, SettingRow, SweepRow } from './option-rows.js';
import { type AXES, SETTINGS } from './option-table.js';
import type { Fields, Optional, Shape } from './read-shapes.js';

// The types and values that derive from the rows of SETTINGS.

type Rows = typeof SETTINGS;

export type AxisName = keyof typeof AXES;
export type SettingName = keyof Rows;

/** A value for each setting. */
export type Settings = {
  readonly [Name in SettingName]: Rows[Name] extends SettingRow<infer Value> ? Value : never;
};

/** Settings with a list, each of whose values makes cells. */
export type SweepName = {
  [Name in SettingName]: Rows[Name] extends SweepRow<string> ? Name : never;
}[SettingName];

/** A cell's value of each sweep, by its name in keys. */
export type Parameters = {
  readonly [Name in SweepName as Rows[Name]['parameter']]: number;
};

export type ParameterName = keyof Parameters;

/** Returns every row with its name, in the order of documents and help. */
export function settingRows(): [SettingName, SettingRow<unknown>][] {
  return Object.entries<SettingRow<unknown>>(SETTINGS) as [SettingName, SettingRow<unknown>][];
}

export function sweepRows(): [SweepName, SweepRow<ParameterName>][] {
  return settingRows().filter(([, row]) => 'parameter' in row) as [
    never,
    SweepRow<ParameterName>,
  ][];
}

/** Computes a value for each setting from its row. */
export function settingsBy(
  value: (name: SettingName, row: SettingRow<unknown>) => unknown,
): Settings {
  return Object.fromEntries(
    settingRows().map(([name, row]) => [name, value(name, row)]),
  ) as unknown as Settings;
}

/** Returns the settings of a run without options. */
export function standardSettings(): Settings {
  return settingsBy((_, row) => row.standard);
}

/** Returns only the settings of a larger object. */
export function settingsOf(whole: Settings): Settings {
  return settingsBy((name) => whole[name]);
}

/** Returns the values of a cell by setting. */
export function sweptValues(parameters: Parameters): Readonly<Record<SweepName, number>> {
  return sweptBy((_, { parameter }) => parameters[parameter]);
}

/** Computes a value for each sweep from its row. */
export function sweptBy<T>(
  value: (name: SweepName, row: SweepRow<ParameterName>) => T,
): Readonly<Record<SweepName, T>> {
  return Object.fromEntries(sweepRows().map(([name, row]) => [name, value(name, row)])) as Record<
    SweepName,
    T
  >;
}

/** Returns the shapes of the settings in a result. */
export function settingShapes(): Fields<Settings> {
  return Object.fromEntries(
    settingRows().map(([name, row]) => [name, shapeOf(row, row.kind.shape)]),
  ) as unknown as Fields<Settings>;
}

/** Returns the shapes of the parameters of a cell. */
export function parameterShapes(): Fields<Parameters> {
  return Object.fromEntries(
    sweepRows().map(([, row]) => [row.parameter, shapeOf(row, row.kind.item)]),
  ) as Fields<Parameters>;
}

function shapeOf<T>({ absent }: SettingRow<unknown>, shape: Shape<T>): Shape<T> | Optional<T> {
  return absent === undefined ? shape : { ifPresent: shape };
}

/** Returns values for the settings that an older result lacks. */
export function absentSettings(config: Partial<Settings>): Partial<Settings> {
  const missing = settingRows().filter(([name]) => config[name] === undefined);
  return Object.fromEntries(missing.map(([name, row]) => [name, row.absent]));
}

/** Returns values for the parameters that a cell of an older result lacks. */
export function absentParameters(parameters: Partial<Parameters>): Partial<Parameters> {
  const missing = sweepRows().filter(([, row]) => parameters[row.parameter] === undefined);
  return Object.fromEntries(missing.map(([, row]) => [row.parameter, row.absent?.[0]]));
}

/** Returns the arguments that set a setting. */
export function argumentsOf({ flags, kind, off }: SettingRow<unknown>, value: unknown): string[] {
  if (value === null && off !== undefined) return [off.flag];
  const flag = firstFlag(flags);
  return flags.includes('<') ? [flag, kind.write(value)] : [flag];
}

/** Returns the arguments that set the values of an axis. */
export function axisArguments({ flags, whole }: AxisRow, values: readonly string[]): string[] {
  const flag = firstFlag(flags);
  return whole === true ? values.flatMap((each) => [flag, each]) : [flag, values.join(',')];
}

/** Returns `-s` of `-s, --strategy <list>`. */
export function firstFlag(flags: string): string {
  return flags.split(/[ ,]/)[0];
}
