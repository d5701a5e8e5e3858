import { InvalidValue } from './errors.js';

/** Returns a parser of whole numbers from `low` to `high`. */
export function parseInteger(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < low || value > high) {
      throw new InvalidValue(`a whole number from ${low} to ${high}`);
    }
    return value;
  };
}

/** Parses a number above 0. */
export function parsePositive(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value <= 0 || value === Number.POSITIVE_INFINITY) {
    throw new InvalidValue('a number above 0');
  }
  return value;
}

/** Parses a percentage, which may have a fraction. */
export function parsePercent(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > 100) {
    throw new InvalidValue('a number from 0 to 100');
  }
  return value;
}

const RANGE = /^(\d+)\.\.(\d+)(?::(\d+))?$/;
const MAX_RANGE_LENGTH = 1000;

/** Returns a parser of lists of whole numbers and ranges: `20`, `10,20`, `5..50:5`. */
export function parseNumberList(low: number, high: number): (text: string) => readonly number[] {
  const one = parseInteger(low, high);
  return (text) => {
    const values = text.split(',').flatMap((part) => {
      const range = RANGE.exec(part);
      if (range === null) return [one(part)];
      const [, first = '', last = '', step = '1'] = range;
      return numbersBetween(one(first), one(last), Number(step));
    });
    return [...new Set(values)];
  };
}

function numbersBetween(first: number, last: number, step: number): number[] {
  if (first > last || step < 1 || (last - first) / step > MAX_RANGE_LENGTH) {
    throw new InvalidValue('a rising range FIRST..LAST:STEP');
  }
  const values = [];
  for (let value = first; value <= last; value += step) values.push(value);
  return values;
}
