import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { systemReason } from '../common/environment.js';
import { type Failure, inputFailure } from '../common/errors.js';
import type { StepCosts } from '../model/zswap/step-costs.js';
import type { CostsFacts, KernelTimes, PageTime } from '../result/kernel-times.js';
import { integer, list, Mismatch, name, object, oneOf, type Shape } from '../result/read-shapes.js';

export const COSTS_SCHEMA = 'zswap-bench.costs/1';

/** Costs of one compressor and folio size, and the times that they derive from. */
export interface CostsEntry {
  readonly compressor: string;
  readonly folioSize: string;
  readonly measured: { readonly [Way in keyof KernelTimes]: PageTime };
  readonly costs: StepCosts;
}

/** What `kernel run --live --save-costs` writes and `run --costs` reads. */
export interface CostsDocument {
  readonly schema: typeof COSTS_SCHEMA;
  readonly kernel: string;
  readonly cpu: string;
  readonly entries: readonly CostsEntry[];
}

/** A costs file that was read. */
export interface MeasuredCosts extends CostsFacts {
  readonly path: string;
  readonly entries: readonly CostsEntry[];
}

// A step takes up to a second; 0 would let virtual time stand still.
const ns = integer(1, 1_000_000_000);

const pageTime = object<PageTime>({ folios: integer(1), medianNs: ns, lowNs: ns, highNs: ns });

const shape: Shape<CostsDocument> = object<CostsDocument>({
  schema: oneOf(COSTS_SCHEMA),
  kernel: name,
  cpu: name,
  entries: list(
    object<CostsEntry>({
      compressor: name,
      folioSize: name,
      measured: object<CostsEntry['measured']>({ out: pageTime, in: pageTime }),
      costs: object<StepCosts>({
        limitCheckNs: ns,
        entryAllocateNs: ns,
        compressNs: ns,
        publishNs: ns,
        accountNs: ns,
        loadNs: ns,
        freeNs: ns,
        scanNs: ns,
        writebackNs: ns,
        memcgVisitNs: ns,
        deviceNsPerPage: ns,
      }),
    }),
  ),
});

/** Reads and checks a costs file. Throws a `Failure` (exit code 2). */
export async function readCosts(path: string): Promise<MeasuredCosts> {
  const text = await contentOf(path);
  try {
    const { kernel, entries } = shape(JSON.parse(text), '');
    return { path, sha256: createHash('sha256').update(text).digest('hex'), kernel, entries };
  } catch (error) {
    if (error instanceof Mismatch) {
      throw badCosts(path, `${error.expected} at ${error.path || 'the top'}`, error.found, error);
    }
    if (error instanceof SyntaxError) {
      throw badCosts(path, 'one whole JSON document', error.message, error);
    }
    throw error;
  }
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    throw badCosts(path, 'a readable file of costs', reason, error);
  }
}

/** The costs of a compressor and folio size. Throws a `Failure` where the file lacks them. */
export function costsIn(
  { path, entries }: MeasuredCosts,
  compressor: string,
  folioSize: string,
): StepCosts {
  const entry = entries.find(
    (each) => each.compressor === compressor && each.folioSize === folioSize,
  );
  if (entry !== undefined) return entry.costs;
  throw inputFailure({
    subject: path,
    expected: `costs of ${compressor} with folios of ${folioSize}`,
    found: entries.map((each) => `${each.compressor}/${each.folioSize}`).join(', ') || 'none',
    remedy: 'measure them too, or leave the combination out',
  });
}

function badCosts(subject: string, expected: string, found: string, cause: unknown): Failure {
  const remedy = 'name a file written by zswap-bench kernel run --live --save-costs';
  return inputFailure({ subject, expected, found, remedy }, cause);
}
