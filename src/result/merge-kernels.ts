import { isDeepStrictEqual } from 'node:util';
import { inputFailure } from '../common/errors.js';
import type { Config, ResultDocument } from './document.js';
import { kernelReleases } from './kernel-strategy.js';
import { machinesOf, type ResultFile } from './merge.js';

/** Whether all results are whole and of real kernels, so that {@link mergeKernels} takes them. */
export function areKernelResults(files: readonly ResultFile[]): boolean {
  return files.every(
    ({ document: { shard, config } }) =>
      shard === undefined && kernelReleases(config.strategies) !== null,
  );
}

/**
 * Merges results of one grid in several kernels, in the given order. Preset and RAM are the first's: a cell has its own preset,
 * and its own limit. Throws an input `Failure` that names a result of another grid, or of a kernel that an earlier one has.
 */
export function mergeKernels(files: readonly ResultFile[]): ResultDocument {
  const [first, ...others] = files;
  const owners = new Map(first.document.config.strategies.map((name) => [name, first.path]));
  for (const other of others) {
    requireSameGrid(first, other);
    for (const name of other.document.config.strategies) {
      const owner = owners.get(name);
      if (owner !== undefined) {
        const found = `${name}, also in ${owner}`;
        throw kernelFailure(other, 'a kernel of no other result', found, 'leave one of them out');
      }
      owners.set(name, other.path);
    }
  }
  const documents = files.map(({ document }) => document);
  const { machines: _, ...rest } = first.document;
  return {
    ...rest,
    ...machinesOf(documents),
    config: { ...first.document.config, strategies: [...owners.keys()] },
    cells: documents.flatMap(({ cells }) => cells),
  };
}

function requireSameGrid(first: ResultFile, other: ResultFile): void {
  const [ours, theirs] = [gridOf(first), gridOf(other)];
  for (const [name, value] of Object.entries(ours)) {
    if (isDeepStrictEqual(value, theirs[name])) continue;
    const expected = `${name} ${JSON.stringify(value)}, as in ${first.path}`;
    const found = JSON.stringify(theirs[name]) ?? 'none';
    throw kernelFailure(other, expected, found, 'run the same grid in every kernel');
  }
}

/** The fields that results of one grid share. */
function gridOf({ document: { tool, config } }: ResultFile): Record<string, unknown> {
  const { strategies, kernel, totalRamBytes, ...grid } = config satisfies Config;
  return { version: tool.version, ...grid };
}

function kernelFailure({ path }: ResultFile, expected: string, found: string, remedy: string) {
  return inputFailure({ subject: path, expected, found, remedy });
}
