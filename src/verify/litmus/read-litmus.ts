import { PAGE_SIZE } from '../../common/page.js';
import { KERNELS } from '../../model/zswap/kernel-presets.js';
import { isPlainName, PLAIN_NAME_IS } from '../../result/name.js';
import { fileFailures, type JsonKind, readJson } from '../../result/read-json.js';
import {
  closedObject,
  integer,
  list,
  Mismatch,
  name,
  oneOf,
  type Shape,
} from '../../result/read-shapes.js';
import { namesModule } from '../../strategy/load-module.js';
import { STRATEGIES } from '../../strategy/strategies.js';
import { readCase } from '../read-case.js';
import type {
  Bound,
  Bounds,
  Expectation,
  LitmusCase,
  LitmusOutcome,
  LitmusText,
} from './litmus-case.js';
import { LITMUS_FIGURES, type LitmusFigure } from './litmus-figures.js';

const LITMUS_SCHEMA = 'zswap-bench.litmus/1';

const LITMUS_FILE: JsonKind = {
  name: 'a litmus case',
  remedy: 'correct the file; docs/checking.md has its fields',
};

const MAX_LENGTHS = 4096;

const strategy: Shape<string> = (value, path) => {
  const known = [...STRATEGIES.keys()];
  const isKnown =
    typeof value === 'string' &&
    (namesModule(value) || known.includes(value.replace(/^split:/, '')));
  if (isKnown) return value;
  throw new Mismatch(path, `the path of a module, or one of ${known.join(', ')}`, value);
};

const outcome = oneOf<LitmusOutcome>('passes', 'fails');
const value = integer(Number.MIN_SAFE_INTEGER);
const range = closedObject<Exclude<Bound, number>>({
  least: { ifPresent: value },
  most: { ifPresent: value },
});

const bound: Shape<Bound> = (written, path) => {
  if (typeof written === 'number') return value(written, path);
  const checked = range(written, path);
  if (checked.least !== undefined || checked.most !== undefined) return checked;
  throw new Mismatch(path, "a whole number, or an object with 'least' or 'most'", written);
};

const bounds: Shape<Bounds> = (written, path) => {
  const fields = Object.fromEntries(LITMUS_FIGURES.map((figure) => [figure, { ifPresent: bound }]));
  const entries = Object.entries((written ?? {}) as object);
  for (const [figure, part] of entries) {
    if (Object.hasOwn(fields, figure)) continue;
    throw new Mismatch(`${path}.${figure}`, 'a figure that docs/checking.md lists', part);
  }
  const checked = closedObject<Record<LitmusFigure, Bound>>(fields as never)(written, path);
  if (entries.length > 0) return checked;
  throw new Mismatch(path, 'at least one figure', written);
};

const expectation: Shape<Expectation> = (written, path) => {
  const row = closedObject<Expectation>({
    strategy,
    kernel: { ifPresent: oneOf(...KERNELS.keys()) },
    outcome,
    figures: { ifPresent: bounds },
  })(written, path);
  const own = STRATEGIES.get(row.strategy)?.kernel;
  if (own === undefined || row.kernel === undefined || row.kernel === own) return row;
  throw new Mismatch(`${path}.kernel`, `${own}, the kernel of ${row.strategy}`, row.kernel);
};

const sources: Shape<readonly string[]> = (written, path) => {
  const checked = list(name)(written, path);
  if (checked.length > 0) return checked;
  throw new Mismatch(path, 'at least one source', written);
};

const TEXT = { schema: oneOf(LITMUS_SCHEMA), summary: name, sources };

interface WrittenText extends LitmusText {
  readonly schema: string;
}

interface WrittenTest extends WrittenText {
  readonly lengths: readonly number[];
  /** For {@link readCase}, which fills in fields. */
  readonly case: unknown;
  readonly requires: Bounds;
  readonly expect: readonly Expectation[];
}

const skipped = closedObject<WrittenText & { readonly skip: string }>({ ...TEXT, skip: name });

const tested = closedObject<WrittenTest>({
  ...TEXT,
  lengths: list(integer(1, PAGE_SIZE), MAX_LENGTHS),
  case: (written) => written,
  requires: bounds,
  expect: list(expectation),
});

/** Reads a litmus case. Throws a `Failure` (exit code 2) that names the file and the field. */
export async function readLitmus(path: string, caseName: string): Promise<LitmusCase> {
  const fail = fileFailures(path, LITMUS_FILE);
  if (!isPlainName(caseName)) {
    throw fail(PLAIN_NAME_IS, `'${caseName}'`, { remedy: 'rename the file' });
  }
  const document = await readJson(path, LITMUS_FILE);
  try {
    return { name: caseName, path, ...litmusOf(document) };
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    const where = error.path === '' ? 'as the whole file' : `at ${error.path}`;
    throw fail(`${error.expected} ${where}`, error.found, { cause: error });
  }
}

function litmusOf(document: unknown): Omit<LitmusCase, 'name' | 'path'> {
  const { skip } = (document ?? {}) as { skip?: unknown };
  if (skip !== undefined) {
    const { summary, sources, skip: reason } = skipped(document, '');
    return { summary, sources, skip: reason, test: null };
  }
  const { summary, sources, lengths, requires, expect, case: written } = tested(document, '');
  if (lengths.length === 0) throw new Mismatch('lengths', 'at least one length', lengths);
  const test = { ...readCase(written, 'case'), lengths, requires, expect };
  return { summary, sources, skip: null, test };
}
