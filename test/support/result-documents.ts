import assert from 'node:assert/strict';
import type { ResultDocument } from '../../src/result/document.js';
import { inProcess } from './in-process.js';

/** Output of a run with --json. */
export async function resultOf(...args: string[]): Promise<ResultDocument> {
  const machine = args.includes('--total-ram') ? [] : ['--total-ram', 'offered'];
  const { exitCode, stdout, stderr } = await inProcess('run', '--json', ...machine, ...args);
  assert.equal(exitCode, 0, stderr);
  return JSON.parse(stdout) as ResultDocument;
}

/** The figures of a result with one strategy, under the name of a kernel. */
export function underKernelName(result: ResultDocument, release: string): ResultDocument {
  const strategy = `kernel-${release}`;
  const cells = result.cells.map((cell) => ({
    ...cell,
    key: cell.key.replace(`/${cell.strategy}`, `/${strategy}`),
    strategy,
  }));
  return { ...result, config: { ...result.config, strategies: [strategy] }, cells };
}

/** A place in a document: keys and indexes, outermost first. */
export type Place = readonly (string | number)[];

/** Every value in a document but itself, with its place. */
export function placesIn(value: unknown, at: Place = []): { at: Place; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const place = [...at, Array.isArray(value) ? Number(key) : key];
    return [{ at: place, value: part as unknown }, ...placesIn(part, place)];
  });
}

/** `cells[3].exact.pool`. */
export function nameOf(place: Place): string {
  return place
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}

/** A copy that has `value` at a place, or nothing there if it is undefined. */
export function changed<T>(document: T, place: Place, value: unknown): T {
  const copy = structuredClone(document);
  const last = place[place.length - 1];
  let parent = copy as Record<string | number, unknown>;
  for (const key of place.slice(0, -1)) parent = parent[key] as typeof parent;
  if (value === undefined && Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}
