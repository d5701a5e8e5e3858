import { InvalidValue } from './errors.js';

const SIZE = /^(\d+(?:\.\d+)?)(?:([KMGT])(?:i?B)?)?$/i;
const UNITS = ['', 'K', 'M', 'G', 'T'];

/** Parses a size such as `4096`, `64K`, `2048kB`, `2MiB` or `1.5G` to bytes; 1K is 1024. */
export function parseSize(text: string): number {
  const [, number = '', unit = ''] = SIZE.exec(text) ?? [];
  const bytes = Number(number) * 1024 ** UNITS.indexOf(unit.toUpperCase());
  if (number === '' || !Number.isSafeInteger(bytes) || bytes < 1) {
    throw new InvalidValue('a size such as 4096, 64K, 2M, 2MiB or 1.5G');
  }
  return bytes;
}

/** Parses a size that may be 0. */
export function parseSizeOrZero(text: string): number {
  return /^0+([KMGT]i?B?|B)?$/i.test(text) ? 0 : parseSize(text);
}

/** Formats bytes in the largest unit that gives a whole number. */
export function sizeText(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value > 0 && value % 1024 === 0 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value}${UNITS[unit]}`;
}
