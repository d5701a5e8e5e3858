import { parseSize, parseSizeOrZero, sizeText } from '../common/byte-size.js';
import { InvalidValue } from '../common/errors.js';
import { choiceAmong } from '../common/known-names.js';
import {
  parseInteger,
  parseNumberList,
  parsePercent,
  parsePositive,
} from '../common/parse-numbers.js';
import { ALLOCATIONS, type FailRate } from './option-values.js';
import {
  boolean,
  integer,
  list,
  name,
  nullOr,
  number,
  object,
  oneOf,
  type Shape,
} from './read-shapes.js';

/** The three forms of an option's value: on a command line, in a plan, in a result. */
export interface OptionKind<T> {
  /** Throws `InvalidValue`. */
  parse(text: string): T;
  /** Inverse of {@link parse}; empty for a value that only a missing option has. */
  write(value: T): string;
  /** Shape of the value in a result. */
  readonly shape: Shape<T>;
  /** Words that a value may be, for help and completion. */
  readonly words?: readonly string[];
  /** Only {@link words} are valid. */
  readonly closed?: true;
}

export const byteSize: OptionKind<number> = {
  parse: parseSize,
  write: sizeText,
  shape: integer(0),
};

export const onOff: OptionKind<boolean> = {
  parse(text) {
    if (text !== 'on' && text !== 'off') throw new InvalidValue('on or off');
    return text === 'on';
  },
  write: (value) => (value ? 'on' : 'off'),
  shape: boolean,
  words: ['on', 'off'],
};

export function choiceOf<const T extends string>(...words: readonly T[]): OptionKind<T> {
  return {
    parse(text) {
      const found = words.find((word) => word === text);
      if (found === undefined) throw new InvalidValue(choiceAmong(words));
      return found;
    },
    write: (value) => value,
    shape: oneOf(...words),
    words,
    closed: true,
  };
}

/** Name that is checked against a registry later. */
export const anyName: OptionKind<string> = {
  parse: (text) => text,
  write: (value) => value,
  shape: name,
};

export function wholeNumber(low: number, high: number): OptionKind<number> {
  return { parse: parseInteger(low, high), write: String, shape: integer(low, high) };
}

export const positiveNumber: OptionKind<number> = {
  parse: parsePositive,
  write: String,
  shape: number(0),
};

/** Share of one kind of allocation that fails: `entry_alloc=0.1%`. */
export const failRate: OptionKind<FailRate> = {
  parse(text) {
    const [, allocation = '', percent = ''] = /^(\w+)=([^%]+)%$/.exec(text) ?? [];
    const point = ALLOCATIONS.find((known) => known === allocation);
    if (point === undefined) {
      throw new InvalidValue(`${choiceAmong(ALLOCATIONS)} with a share, such as entry_alloc=0.1%`);
    }
    return { point, percent: parsePercent(percent) };
  },
  write: ({ point, percent }) => `${point}=${percent}%`,
  shape: object<FailRate>({ point: oneOf(...ALLOCATIONS), percent: number(0, 100) }),
};

/** List of numbers. */
export interface NumberListKind extends OptionKind<readonly number[]> {
  /** Shape of one value in a result. */
  readonly item: Shape<number>;
}

/** A list of whole numbers and ranges. */
export function wholeNumbers(low: number, high: number): NumberListKind {
  const item = integer(low, high);
  return {
    parse: parseNumberList(low, high),
    write: (values) => values.join(','),
    shape: list(item),
    item,
  };
}

/** Value of `memory.zswap.max`: a size, 0, or `max`, which is null and written `none`. */
export const limitSize: OptionKind<number | null> = {
  parse(text) {
    if (text === 'none' || text === 'max') return null;
    return parseSizeOrZero(text);
  },
  write: (value) => (value === null ? 'none' : sizeText(value)),
  shape: nullOr(integer(0)),
  words: ['none', 'max'],
};

/** A value, or a word, which is null. */
export function orWord<T>(word: string, kind: OptionKind<T>): OptionKind<T | null> {
  return {
    parse: (text) => (text === word ? null : kind.parse(text)),
    write: (value) => (value === null ? word : kind.write(value)),
    shape: nullOr(kind.shape),
    words: [word],
  };
}

/** A value, or null without the option. */
export function ifGiven<T>(kind: OptionKind<T>): OptionKind<T | null> {
  return {
    ...kind,
    write: (value) => (value === null ? '' : kind.write(value)),
    shape: nullOr(kind.shape),
  };
}
