import fc from 'fast-check';
import type { Fuzzer } from './fuzzer.js';

/** Where a fuzzer starts and when it ends: by cases or by time, whichever comes first. */
export interface FuzzBounds {
  readonly seed: number;
  readonly cases?: number;
  readonly seconds?: number;
  /** Of one case, as a report gives it, to run that case again. */
  readonly path?: string;
}

export interface FuzzReport {
  readonly name: string;
  readonly cases: number;
  /** Cases by how they ended. */
  readonly ends: ReadonlyMap<string, number>;
  /** The smallest case found in which something does not hold, and how to run it again; null if all held. */
  readonly fault: string | null;
}

/** Runs a fuzzer over seeded inputs. */
export async function fuzz<T>(fuzzer: Fuzzer<T>, bounds: FuzzBounds): Promise<FuzzReport> {
  const { name, inputs } = fuzzer;
  const { seed, cases = Number.MAX_SAFE_INTEGER, seconds, path } = bounds;
  const ends = new Map<string, number>();
  const property = fc.asyncProperty(inputs, async (input) => {
    const end = await fuzzer.check(input);
    ends.set(end, (ends.get(end) ?? 0) + 1);
  });
  const details = await fc.check(property, {
    seed,
    numRuns: cases,
    ...(path === undefined ? {} : { path }),
    ...(seconds === undefined ? {} : { interruptAfterTimeLimit: seconds * 1000 }),
    markInterruptAsFailure: false,
  });
  return {
    name,
    cases: details.numRuns,
    ends,
    fault: details.failed ? describe(name, details) : null,
  };
}

function describe<T>(name: string, details: fc.RunDetails<[T]>): string {
  const { seed, counterexample, counterexamplePath, errorInstance } = details;
  return [
    (errorInstance as Error).stack,
    fc.stringify(counterexample?.[0]),
    `npm run fuzz -- ${name} --seed ${seed} --path ${counterexamplePath}`,
  ].join('\n');
}
