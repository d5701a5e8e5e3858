import { isRising } from '../../common/is-rising.js';
import {
  type FailureMaker,
  fileFailures,
  type JsonKind,
  readJson,
} from '../../result/read-json.js';
import { LZ4_BYTES } from './literal-bytes.js';
import {
  BLOCK_PAGES,
  MAX_SYNTHETIC_PAGES,
  MAX_SYNTHETIC_SEED,
  RANGE_PAGES,
  SYMBOLS,
  SYNTHETIC_SCHEMA,
  type SyntheticModel,
  sizeKey,
} from './synthetic-model.js';

const MODEL: JsonKind = {
  name: 'a model of a synthetic corpus',
  remedy: 'name a file written by zswap-bench corpus fit, or write it again',
};

const MAX_LENGTHS = 4096;

/** Decimals of shares in a file may be rounded. */
const ROUNDING = 1e-6;

/** Reads a model that `corpus fit` wrote. Throws a `Failure` (exit code 2). */
export async function readSyntheticModel(path: string): Promise<SyntheticModel> {
  const fields = ((await readJson(path, MODEL)) ?? {}) as Readonly<Record<string, unknown>>;
  checkModel(fields, fileFailures(path, MODEL));
  const { schema, pages, seed, zero, incompressible, lengths, symbols, correlation, folios } =
    fields as unknown as SyntheticModel;
  return { schema, pages, seed, zero, incompressible, lengths, symbols, correlation, folios };
}

function checkModel(fields: Readonly<Record<string, unknown>>, fail: FailureMaker): void {
  const { schema, zero, incompressible, lengths, folios } = fields;
  if (schema !== SYNTHETIC_SCHEMA) throw fail(`schema ${SYNTHETIC_SCHEMA}`, 'another schema');
  const whole = (key: string, low: number, high: number) => {
    if (isWhole(fields[key], low, high)) return;
    throw fail(`${key} to be a whole number from ${low} to ${high}`, 'another value');
  };
  whole('pages', 1, MAX_SYNTHETIC_PAGES);
  whole('seed', 0, MAX_SYNTHETIC_SEED);
  whole('symbols', SYMBOLS.low, SYMBOLS.high);
  if (!isShare(zero) || !isShare(incompressible) || zero + incompressible > 1 + ROUNDING) {
    throw fail('zero and incompressible to be shares of at most 1 together', 'other values');
  }
  if (!areLengths(lengths)) {
    throw fail(
      `lengths to be 1 to ${MAX_LENGTHS} rising whole numbers from ${LZ4_BYTES.low} to ${LZ4_BYTES.high}`,
      'other values',
    );
  }
  const correlations = valuesOf(fields.correlation, RANGE_PAGES);
  if (correlations === null || !isRising(correlations)) {
    const sizes = RANGE_PAGES.map(sizeKey).join(', ');
    throw fail(
      `correlation to have shares for ${sizes}, none below the one before`,
      'other values',
    );
  }
  if (folios === null) return;
  const shares = valuesOf(folios, BLOCK_PAGES);
  if (shares === null || shares.reduce((sum, share) => sum + share) > 1 + ROUNDING) {
    const sizes = BLOCK_PAGES.map(sizeKey).join(', ');
    throw fail(`folios to be null, or shares of at most 1 together for ${sizes}`, 'other values');
  }
}

/** Returns the shares by size; null if one is missing or no share. */
function valuesOf(value: unknown, pageCounts: readonly number[]): number[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const shares = pageCounts.map((pages) => (value as Record<string, unknown>)[sizeKey(pages)]);
  return shares.every(isShare) ? shares : null;
}

function areLengths(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= MAX_LENGTHS &&
    value.every((each) => isWhole(each, LZ4_BYTES.low, LZ4_BYTES.high)) &&
    isRising(value)
  );
}

function isWhole(value: unknown, low: number, high: number): boolean {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
