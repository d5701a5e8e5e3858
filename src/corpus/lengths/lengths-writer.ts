import type { PageSource } from '../page-windows.js';
import {
  type LengthsHeader,
  type LengthsLine,
  type LengthsTotals,
  PAGE_LENGTHS_SCHEMA,
} from './lengths-format.js';

/** Returns the first line of the lengths of an image. */
export function headerLine(
  { format, addressed, presence }: PageSource,
  asked: Pick<LengthsHeader, 'holes' | 'compressors'>,
): string {
  const { holes, compressors } = asked;
  const header: LengthsHeader = {
    schema: PAGE_LENGTHS_SCHEMA,
    ...{ format, addressed, presence, holes, compressors },
  };
  return lengthsLine(header);
}

/** Returns a value as a line. */
export function lengthsLine(value: LengthsHeader | LengthsLine | LengthsTotals): string {
  return `${JSON.stringify(value)}\n`;
}
