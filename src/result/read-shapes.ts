import { FILE_NAME_IS, isFileName, isPlainName, PLAIN_NAME_IS } from './name.js';

// Shapes: validators of JSON values. The compiler keeps a type and its shape together: see `object`.

/** Returns the value with its type, or throws {@link Mismatch}. */
export type Shape<T> = (value: unknown, path: string) => T;

/** A value of the wrong shape. */
export class Mismatch extends Error {
  readonly path: string;
  readonly expected: string;
  readonly found: string;

  constructor(path: string, expected: string, value: unknown) {
    const found = describe(value);
    super(`${path}: expected ${expected}; found ${found}`);
    this.path = path;
    this.expected = expected;
    this.found = found;
  }
}

/** A field that may be absent. */
export interface Optional<T> {
  readonly ifPresent: Shape<T>;
}

type IsOptional<T, K extends keyof T> = Record<never, never> extends Pick<T, K> ? true : false;

/** A shape for every field of T. */
export type Fields<T> = {
  readonly [K in keyof T]-?: IsOptional<T, K> extends true
    ? Optional<Exclude<T[K], undefined>>
    : Shape<T[K]>;
};

/** An object with a shape for every field of T. Other fields, which later versions may add, are ignored. */
export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const all = Object.entries<Shape<unknown> | Optional<unknown>>(fields);
  return (value, path) => {
    const record = asRecord(value, path);
    for (const [name, field] of all) {
      const at = path === '' ? name : `${path}.${name}`;
      const part = Object.hasOwn(record, name) ? record[name] : undefined;
      if (typeof field === 'function') field(part, at);
      else if (part !== undefined) field.ifPresent(part, at);
    }
    return value as T;
  };
}

/** An object with a shape for every field of T and no other field, for files that people write. */
export function closedObject<T extends object>(fields: Fields<T>): Shape<T> {
  const known = Object.keys(fields);
  const shape = object(fields);
  return (value, path) => {
    for (const [name, part] of Object.entries(asRecord(value, path))) {
      if (known.includes(name)) continue;
      const at = path === '' ? name : `${path}.${name}`;
      throw new Mismatch(at, `no field but ${known.join(', ')}`, part);
    }
    return shape(value, path);
  };
}

/** An object whose keys are names and whose values have one shape. */
export function record<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, path) => {
    for (const [name, part] of Object.entries(asRecord(value, path))) {
      if (!isPlainName(name)) throw new Mismatch(path, `keys that are each ${PLAIN_NAME_IS}`, name);
      shape(part, `${path}.${name}`);
    }
    return value as Readonly<Record<string, T>>;
  };
}

export function list<T>(shape: Shape<T>, maxItems = Number.POSITIVE_INFINITY): Shape<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new Mismatch(path, 'a list', value);
    if (value.length > maxItems) throw new Mismatch(path, `at most ${maxItems} items`, value);
    value.forEach((part, i) => {
      shape(part, `${path}[${i}]`);
    });
    return value;
  };
}

export function tuple<T extends readonly unknown[]>(
  shapes: {
    [K in keyof T]: Shape<T[K]>;
  },
): Shape<T> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length !== shapes.length) {
      throw new Mismatch(path, `a list of ${shapes.length} items`, value);
    }
    value.forEach((part, i) => {
      shapes[i](part, `${path}[${i}]`);
    });
    return value as unknown as T;
  };
}

export function nullOr<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path) => (value === null ? null : shape(value, path));
}

export function oneOf<const T extends string | number>(...values: readonly T[]): Shape<T> {
  return (value, path) => {
    if (!values.includes(value as T)) throw new Mismatch(path, values.join(' or '), value);
    return value as T;
  };
}

/** A finite number; JSON's 1e999 is invalid. */
export function number(low: number, high = Number.MAX_VALUE): Shape<number> {
  const upTo = high === Number.MAX_VALUE ? 'up' : `to ${high}`;
  return numeric(`a number from ${low} ${upTo}`, (value) => value >= low && value <= high);
}

/** A whole number that is represented exactly. */
export function integer(low: number, high = Number.MAX_SAFE_INTEGER): Shape<number> {
  const upTo = high === Number.MAX_SAFE_INTEGER ? 'up' : `to ${high}`;
  const expected =
    low === Number.MIN_SAFE_INTEGER ? 'a whole number' : `a whole number from ${low} ${upTo}`;
  return numeric(expected, (value) => Number.isSafeInteger(value) && value >= low && value <= high);
}

export const boolean: Shape<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new Mismatch(path, 'true or false', value);
  return value;
};

export const name: Shape<string> = (value, path) => {
  if (typeof value !== 'string' || !isPlainName(value)) {
    throw new Mismatch(path, PLAIN_NAME_IS, value);
  }
  return value;
};

/** A name without a folder. */
export const fileName: Shape<string> = (value, path) => {
  if (typeof value !== 'string' || !isFileName(value)) {
    throw new Mismatch(path, FILE_NAME_IS, value);
  }
  return value;
};

/** A name, or an empty string. */
export const text: Shape<string> = (value, path) => (value === '' ? '' : name(value, path));

export const sha256: Shape<string> = (value, path) => {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) {
    throw new Mismatch(path, 'a SHA-256 checksum of 64 hexadecimal digits', value);
  }
  return value;
};

function numeric(expected: string, holds: (value: number) => boolean): Shape<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !holds(value)) throw new Mismatch(path, expected, value);
    return value;
  };
}

function asRecord(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Mismatch(path, 'an object', value);
  }
  return value as Readonly<Record<string, unknown>>;
}

const MAX_QUOTE = 60;

/** Describes a value, shortened to one line. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length} items`;
  if (typeof value === 'object') return value === null ? 'null' : 'an object';
  if (typeof value !== 'string') return String(value);
  return value.length <= MAX_QUOTE
    ? `'${value}'`
    : `'${value.slice(0, MAX_QUOTE)}...' of ${value.length} characters`;
}
