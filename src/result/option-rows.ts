import type { NumberListKind, OptionKind } from './option-kinds.js';

// Shapes of the rows of the option table.

/** Heading of an option in help. */
export type OptionGroup = 'Grid:' | 'Modelled machine:' | 'Measurement:';

/** Option whose value is equal in a plan and in a result. */
export interface SettingRow<T> {
  readonly flags: string;
  readonly help: string;
  readonly group: OptionGroup;
  readonly kind: OptionKind<T>;
  /** Default value. */
  readonly standard: T;
  /** Flag that sets the value to null, with commander's attribute for it. */
  readonly off?: { readonly flag: string; readonly attribute: string; readonly help: string };
  /** Former spelling of a flag, with a word as its value. */
  readonly former?: { readonly flags: string; readonly word: string };
  /** Value in results that are older than the option. */
  readonly absent?: T;
}

/** Setting that takes a list; each value makes its own cells. */
export interface SweepRow<P extends string> extends SettingRow<readonly number[]> {
  readonly kind: NumberListKind;
  /** Name of the value in the parameters and the key of a cell. */
  readonly parameter: P;
  /** The kernel's name, or a phrase. */
  readonly label: string;
}

/** Names that are looked up in a registry when a run is planned. */
export interface AxisRow {
  readonly flags: string;
  readonly help: string;
  readonly standard: readonly string[];
  /** An argument is one name, commas included. */
  readonly whole?: true;
}

/** Checks the type of a setting's row. */
export function setting<T>(row: SettingRow<T>): SettingRow<T> {
  return row;
}

/** Checks the type of a sweep's row. */
export function sweep<const P extends string>(row: SweepRow<P>): SweepRow<P> {
  return row;
}
