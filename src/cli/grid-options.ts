import { type Command, Option } from 'commander';
import { InvalidValue } from '../common/errors.js';
import type { AxisRow, OptionGroup, SettingRow } from '../result/option-rows.js';
import { AXES, POLICIES, SETTINGS } from '../result/option-table.js';
import {
  type AxisName,
  type SettingName,
  type Settings,
  settingRows,
  settingsBy,
} from '../result/settings.js';
import { collect, collectList, jobsOption } from './options.js';

// Options of commander from the rows of result/option-table.ts, and the settings that they parse to.

/** Options by their heading in help. */
export type OptionGroups = Readonly<Record<string, readonly Option[]>>;

/** Stands for null: commander treats a parser's null as no result. */
const NONE = Symbol('null');

/** Parsed options by row name. A setting is absent if the command has no option for it. */
export type GridOptions = { readonly [Name in AxisName]: readonly string[] } & {
  readonly [Name in keyof typeof POLICIES]?: string;
} & {
  readonly [Name in SettingName]?: Settings[Name] | typeof NONE;
} & { readonly timing?: boolean; readonly jobs?: number };

/** Default values of a command that differ from the standard ones. */
export type GridStandard = Partial<Readonly<Record<AxisName, readonly string[]>> & Settings>;

/** Option whose attribute is the name of its row. */
export class GridOption extends Option {
  /** Words that the value may be; other values are possible. */
  words: readonly string[] = [];
  readonly #name: string;

  constructor(name: string, flags: string, help: string) {
    super(flags, help);
    this.#name = name;
  }

  override attributeName(): string {
    return this.#name;
  }
}

/** Creates the option of an axis, with a command's own help and default. */
export function axisOption(name: AxisName, own: Partial<AxisRow> = {}): Option {
  const { flags, help, standard, whole }: AxisRow = { ...AXES[name], ...own };
  return new GridOption(name, flags, help)
    .argParser(whole === true ? collect : collectList)
    .default(standard, standard.join(','));
}

interface OwnText<N extends SettingName> {
  readonly help?: string;
  readonly standard?: Settings[N] | undefined;
}

/** Creates the option of a setting, with a command's own help and default. */
export function settingOption<N extends SettingName>(name: N, own: OwnText<N> = {}): Option {
  const row: SettingRow<unknown> = SETTINGS[name];
  const { help = row.help, standard = row.standard } = own;
  const option = new GridOption(name, row.flags, help);
  if (!option.required) return option;
  const { words = [], closed, parse, write } = row.kind;
  option.words = words;
  if (closed) option.choices(words);
  option.argParser((text) => parse(text) ?? NONE);
  const shown = write(standard);
  return shown === '' ? option : option.default(standard ?? NONE, shown);
}

/** Creates the options of a setting: its own, the flag that sets it to null, and its former spelling, which help omits. */
export function settingOptions<N extends SettingName>(name: N, own: OwnText<N> = {}): Option[] {
  const { off, former }: SettingRow<unknown> = SETTINGS[name];
  return [
    settingOption(name, own),
    ...(off === undefined ? [] : [new Option(off.flag, off.help)]),
    ...(former === undefined ? [] : [formerSpelling(name, former.flags, former.word)]),
  ];
}

/** Creates a hidden option with one word as its value, which sets a flag's attribute. */
export function formerSpelling(attribute: string, flags: string, word: string): Option {
  return new GridOption(attribute, flags, '')
    .choices([word])
    .hideHelp()
    .argParser((text) => {
      if (text !== word) throw new InvalidValue(word);
      return true;
    });
}

/** Creates the options of a grid and of the modelled machine, which several commands share. */
export function gridOptions(standard: GridStandard = {}): OptionGroups {
  const [strategies, ...axes] = (Object.keys(AXES) as AxisName[]).map((name) => {
    const own = standard[name];
    return axisOption(name, own === undefined ? {} : { standard: own });
  });
  const policies = Object.entries(POLICIES).map(
    ([name, { flags, help }]) => new GridOption(name, flags, help),
  );
  return {
    'Grid:': [strategies, ...policies, ...axes, ...settingsUnder('Grid:', standard)],
    'Modelled machine:': settingsUnder('Modelled machine:', standard),
  };
}

/** Creates the options of the measurement. */
export function measurementOptions(): Option[] {
  return [...settingsUnder('Measurement:', {}), jobsOption()];
}

function settingsUnder(group: OptionGroup, standard: GridStandard): Option[] {
  return settingRows()
    .filter(([, row]) => row.group === group)
    .flatMap(([name]) => settingOptions(name, { standard: standard[name] }));
}

/** Adds options to a command, under their headings. */
export function addOptionGroups(command: Command, groups: OptionGroups): void {
  for (const [heading, options] of Object.entries(groups)) {
    for (const each of options) command.addOption(each.helpGroup(heading));
  }
}

/** Returns a value for each setting, the standard one where none was parsed. */
export function settingsFrom(options: Partial<GridOptions>): Settings {
  const values: Readonly<Record<string, unknown>> = options;
  return settingsBy((name, { standard, off }) => {
    if (off !== undefined && values[off.attribute] === false) return null;
    return values[name] === undefined ? standard : plainValue(values[name]);
  });
}

/** Returns the value of a setting from commander's attribute. */
export function plainValue(parsed: unknown): unknown {
  return parsed === NONE ? null : parsed;
}
