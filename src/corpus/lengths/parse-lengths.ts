import type { Complain } from '../format/page-segments.js';
import {
  type LengthsHeader,
  type LengthsLine,
  type LengthsTotals,
  MAX_COMPRESSORS,
  MAX_LINE_PAGES,
  PAGE_LENGTHS_SCHEMA,
  type RoundTripTotals,
} from './lengths-format.js';

/** Bytes that a compressor may give for a page: the kernel's output buffer. */
const MAX_LENGTH = 8192;

const MAX_PFN = 2 ** 52;

type Fields = Readonly<Record<string, unknown>>;

/** Parses the first line. */
export function parseHeader(text: string, complain: Complain): LengthsHeader {
  const fields = fieldsOf(text);
  const { schema, format, addressed, presence, holes, compressors } = fields ?? {};
  if (schema !== PAGE_LENGTHS_SCHEMA) {
    throw complain(`lengths of schema ${PAGE_LENGTHS_SCHEMA}`, 'another schema');
  }
  const sound =
    typeof format === 'string' &&
    typeof addressed === 'boolean' &&
    ['present', 'mapped', 'unrecorded'].includes(presence as string) &&
    ['zero', 'absent'].includes(holes as string) &&
    areTexts(compressors) &&
    compressors.length <= MAX_COMPRESSORS &&
    new Set(compressors).size === compressors.length;
  if (!sound) throw complain('a header of lengths', 'other fields');
  return fields as unknown as LengthsHeader;
}

/** Parses a line after the first: pages, or the totals. */
export function parseLine(
  text: string,
  { compressors }: LengthsHeader,
  complain: Complain,
): LengthsLine | LengthsTotals {
  const fields = fieldsOf(text) ?? {};
  if (isTotals(fields, compressors.length)) return fields as unknown as LengthsTotals;
  if (isPages(fields, compressors.length)) return fields as unknown as LengthsLine;
  throw complain('lines of pages and their lengths', 'another line');
}

function isPages(fields: Fields, compressors: number): boolean {
  const { pfn, startsRun, kinds, lengths } = fields;
  return (
    isCount(pfn, MAX_PFN) &&
    typeof startsRun === 'boolean' &&
    typeof kinds === 'string' &&
    kinds.length <= MAX_LINE_PAGES &&
    /^[.zs]+$/.test(kinds) &&
    Array.isArray(lengths) &&
    lengths.length === compressors &&
    lengths.every(
      (column) =>
        Array.isArray(column) &&
        column.length === kinds.length &&
        column.every((length) => length !== 0 && isCount(length, MAX_LENGTH)),
    )
  );
}

function isTotals(fields: Fields, compressors: number): boolean {
  const { pages, zeroPages, sha256, remarks, roundTrips } = fields;
  return (
    isCount(pages, MAX_PFN) &&
    isCount(zeroPages, MAX_PFN) &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    areTexts(remarks) &&
    Array.isArray(roundTrips) &&
    roundTrips.length === compressors &&
    roundTrips.every((trip) => isRoundTrip(trip, pages as number))
  );
}

function isRoundTrip(trip: unknown, pages: number): boolean {
  const { checked, mismatches } = (trip ?? {}) as Partial<RoundTripTotals>;
  return isCount(checked, pages) && isCount(mismatches, checked as number);
}

function fieldsOf(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : null;
  } catch {
    return null;
  }
}

function isCount(value: unknown, max: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max;
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
