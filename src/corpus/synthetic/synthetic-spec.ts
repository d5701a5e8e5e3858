import { InvalidValue, usageFailure } from '../../common/errors.js';
import { findKnown } from '../../common/known-names.js';
import { parseInteger } from '../../common/parse-numbers.js';
import { betaWeights, type Moments, maxDeviation, partMeans } from './length-parts.js';
import { LZ4_BYTES } from './literal-bytes.js';
import { readSyntheticModel } from './read-model.js';
import {
  BLOCK_PAGES,
  bySize,
  MAX_SYNTHETIC_PAGES,
  MAX_SYNTHETIC_SEED,
  RANGE_PAGES,
  SYMBOLS,
  SYNTHETIC_SCHEMA,
  type SyntheticModel,
} from './synthetic-model.js';

/** Beginning of a `--corpus` that names a synthetic corpus. */
const PREFIX = 'synth:';

interface SpecKey {
  readonly standard: number;
  parse(text: string): number;
}

/** Keys of `synth:KEY=VALUE:...`. The defaults are near those of the shipped corpora. */
const KEYS = {
  pages: { standard: 16384, parse: parseInteger(1, MAX_SYNTHETIC_PAGES) },
  zero: { standard: 0.05, parse: parseShare },
  incompressible: { standard: 0.02, parse: parseShare },
  mean: { standard: 1600, parse: parseInteger(LZ4_BYTES.low + 1, LZ4_BYTES.high - 1) },
  sd: { standard: 800, parse: parseInteger(1, LZ4_BYTES.high) },
  symbols: { standard: 64, parse: parseInteger(SYMBOLS.low, SYMBOLS.high) },
  correlation: { standard: 0.5, parse: parseShare },
  aligned: { standard: 1, parse: parseShare },
  seed: { standard: 1, parse: parseInteger(0, MAX_SYNTHETIC_SEED) },
} as const satisfies Record<string, SpecKey>;

type Values = Partial<Record<keyof typeof KEYS, number>>;

/** Keys that replace those of a file. */
const KEYS_OF_FILES: readonly string[] = ['pages', 'seed'];

/** Whether a `--corpus` names a synthetic corpus. */
export function isSynthetic(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** Whether a `--corpus` describes a synthetic corpus completely, without a file. */
export function isWholeSpec(name: string): boolean {
  return isSynthetic(name) && splitSpec(name).file === '';
}

/** Name of a synthetic corpus: `synth:FILE:KEY=VALUE` without the folder and extension of the file. */
export function syntheticName(spec: string): string {
  const { file, settings } = splitSpec(spec);
  const base = file.replace(/^.*\//, '').replace(/\.json$/, '');
  return PREFIX + [...(file === '' ? [] : [base]), ...settings].join(':');
}

/** Reads the model of `synth:KEY=VALUE:...` or `synth:FILE:KEY=VALUE:...`. Throws a `Failure` (exit code 2). */
export async function readSpec(spec: string): Promise<SyntheticModel> {
  const { file, settings } = splitSpec(spec);
  const values = parseSettings(settings);
  if (file === '') return modelOf(values);
  for (const key of Object.keys(values)) if (!KEYS_OF_FILES.includes(key)) throw fixedByFile(key);
  const model = await readSyntheticModel(file);
  const { pages = model.pages, seed = model.seed } = values;
  return { ...model, pages, seed };
}

/** Throws a usage `Failure` for a setting that cannot be parsed. */
export function checkSpec(spec: string): void {
  parseSettings(splitSpec(spec).settings);
}

/** Splits off the settings at the end. */
function splitSpec(spec: string) {
  const parts = spec.slice(PREFIX.length).split(':');
  const isFile = (part: string) => part !== '' && !/^[\w-]*=/.test(part);
  const fileParts = parts.findLastIndex(isFile) + 1;
  return {
    file: parts.slice(0, fileParts).join(':'),
    settings: parts.slice(fileParts).filter(Boolean),
  };
}

function parseSettings(settings: readonly string[]): Values {
  const known = new Map<string, SpecKey>(Object.entries(KEYS));
  const values: Record<string, number> = {};
  for (const setting of settings) {
    const [key, text] = setting.split(/=(.*)/s);
    const { parse } = findKnown('keys of synth', key, known);
    if (key in values) throw invalid(key, 'one value', 'two');
    try {
      values[key] = parse(text);
    } catch (error) {
      if (error instanceof InvalidValue) throw invalid(key, error.message, `'${text}'`);
      throw error;
    }
  }
  return values;
}

function modelOf(values: Values): SyntheticModel {
  const standard = Object.entries(KEYS).map(([key, { standard }]) => [key, standard]);
  const all: Record<keyof Values, number> = { ...Object.fromEntries(standard), ...values };
  const { pages, seed, zero, incompressible, symbols, correlation, aligned } = all;
  if (zero + incompressible > 1) {
    throw invalid(
      'zero and incompressible',
      'shares of at most 1 together',
      `${zero} and ${incompressible}`,
    );
  }
  return {
    schema: SYNTHETIC_SCHEMA,
    ...{ pages, seed, zero, incompressible, symbols },
    lengths: partMeans(betaWeights(momentsOf(all))),
    correlation: bySize(RANGE_PAGES, () => correlation),
    folios: bySize(BLOCK_PAGES, (size) => (size === BLOCK_PAGES[0] ? aligned : 0)),
  };
}

function momentsOf({ mean, sd }: Moments): Moments {
  const max = Math.floor(maxDeviation(mean));
  if (sd <= max) return { mean, sd };
  throw invalid('sd', `at most ${max} with mean=${mean}`, `${sd}`);
}

function parseShare(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > 1) throw new InvalidValue('a number from 0 to 1');
  return value;
}

function invalid(key: string, expected: string, found: string) {
  const keys = Object.keys(KEYS).join(', ');
  return usageFailure({
    subject: `synth ${key}`,
    expected,
    found,
    remedy: `write synth:KEY=VALUE:KEY=VALUE with the keys ${keys}`,
  });
}

function fixedByFile(key: string) {
  return usageFailure({
    subject: `synth ${key}`,
    expected: `only ${KEYS_OF_FILES.join(' and ')} beside a file`,
    found: key,
    remedy: 'change it in the file, or leave the file out',
  });
}
