import type { Cell, ResultDocument } from '../../result/document.js';
import { compareLeaves, type Difference } from './leaves.js';

/** What differs in one cell, or in what is said of one corpus. */
export interface Differing {
  /** A cell's key, a corpus's name. */
  readonly subject: string;
  readonly differences: readonly Difference[];
}

/** Exact figures are equal or they are not. */
export interface ExactComparison {
  /** Fields that are equal, over all that both sides have. */
  readonly equal: number;
  /** Of the results as a whole: which part of a run they are, and the checksums of the corpora that were asked for. */
  readonly result: readonly Difference[];
  readonly corpora: readonly Differing[];
  readonly cells: readonly Differing[];
  /** Keys of cells that the new result does not have. */
  readonly onlyOld: readonly string[];
  readonly onlyNew: readonly string[];
  /** Names of corpora that the new result does not have. */
  readonly onlyOldCorpora: readonly string[];
  readonly onlyNewCorpora: readonly string[];
}

/** Compares all that is exact in two results: figures of corpora and cells, and what the cells are. */
export function compareExact(old: ResultDocument, now: ResultDocument): ExactComparison {
  const result = compareLeaves(wholePart(old), wholePart(now));
  const corpora = pairs(old.corpora, now.corpora, ({ name }) => name);
  const cells = pairs(old.cells, now.cells, ({ key }) => key);
  const ofCorpora = corpora.both.map(([subject, a, b]) => ({ subject, ...compareLeaves(a, b) }));
  const ofCells = cells.both.map(([subject, a, b]) => ({
    subject,
    ...compareLeaves(exactPart(a), exactPart(b)),
  }));
  return {
    equal: [result, ...ofCorpora, ...ofCells].reduce((sum, { equal }) => sum + equal, 0),
    result: result.differences,
    corpora: differing(ofCorpora),
    cells: differing(ofCells),
    onlyOld: cells.onlyOld,
    onlyNew: cells.onlyNew,
    onlyOldCorpora: corpora.onlyOld,
    onlyNewCorpora: corpora.onlyNew,
  };
}

function differing(compared: readonly Differing[]): Differing[] {
  return compared
    .filter(({ differences }) => differences.length > 0)
    .map(({ subject, differences }) => ({ subject, differences }));
}

function wholePart({ shard, config }: ResultDocument): object {
  const checksums = config.corpora.map(({ name, sha256 }) => [name, { sha256 }]);
  return { ...(shard && { shard }), config: { corpora: Object.fromEntries(checksums) } };
}

/** Exact figures, and what the key stands for. */
function exactPart({ exact, timed: _, ...identity }: Cell): object {
  return { ...identity, ...exact };
}

/** Matches by name, in the new order. */
export function pairs<T>(old: readonly T[], now: readonly T[], nameOf: (item: T) => string) {
  const before = new Map(old.map((item) => [nameOf(item), item]));
  const after = new Set(now.map(nameOf));
  const both: [name: string, old: T, now: T][] = [];
  for (const item of now) {
    const was = before.get(nameOf(item));
    if (was !== undefined) both.push([nameOf(item), was, item]);
  }
  return {
    both,
    onlyOld: [...before.keys()].filter((name) => !after.has(name)),
    onlyNew: [...after].filter((name) => !before.has(name)),
  };
}
