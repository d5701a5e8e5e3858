import type { Cell, CorpusFacts, ResultDocument } from '../../result/document.js';
import { compareLeaves, type Difference } from './leaves.js';

/** Differences of one cell or one corpus. */
export interface SubjectDifferences {
  /** Key of the cell, or name of the corpus. */
  readonly subject: string;
  readonly differences: readonly Difference[];
}

/** Comparison of exact figures. */
export interface ExactComparison {
  /** Number of equal fields among those that both sides have. */
  readonly equal: number;
  /** Differences of the whole results: shard, and checksums of the corpora in the configuration. */
  readonly result: readonly Difference[];
  readonly corpora: readonly SubjectDifferences[];
  readonly cells: readonly SubjectDifferences[];
  /** Keys of cells that are missing in the new result. */
  readonly onlyOld: readonly string[];
  readonly onlyNew: readonly string[];
  /** Names of corpora that are missing in the new result. */
  readonly onlyOldCorpora: readonly string[];
  readonly onlyNewCorpora: readonly string[];
}

/** Compares the exact fields of two results: of corpora and cells, identity included. */
export function compareExact(old: ResultDocument, now: ResultDocument): ExactComparison {
  const hashed = old.corpusHash === now.corpusHash;
  const result = compareLeaves(wholePart(old, hashed), wholePart(now, hashed));
  const corpora = pairs(old.corpora, now.corpora, ({ name }) => name);
  const cells = pairs(old.cells, now.cells, ({ key }) => key);
  const ofCorpora = corpora.both.map(([subject, a, b]) => ({
    subject,
    ...compareLeaves(corpusPart(a, hashed), corpusPart(b, hashed)),
  }));
  const ofCells = cells.both.map(([subject, a, b]) => ({
    subject,
    ...compareLeaves(exactPart(a, b.repetitions), exactPart(b, a.repetitions)),
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

function differing(compared: readonly SubjectDifferences[]): SubjectDifferences[] {
  return compared
    .filter(({ differences }) => differences.length > 0)
    .map(({ subject, differences }) => ({ subject, differences }));
}

/** @param hashed whether checksums of corpora have one definition on both sides */
function wholePart({ shard, config }: ResultDocument, hashed: boolean): object {
  const checksums = config.corpora.map(({ name, sha256 }) => [name, hashed ? { sha256 } : {}]);
  return { ...(shard && { shard }), config: { corpora: Object.fromEntries(checksums) } };
}

function corpusPart({ sha256, ...facts }: CorpusFacts, hashed: boolean): object {
  return hashed ? { sha256, ...facts } : facts;
}

/** Returns the exact figures and the identity of a cell, with those repetitions that the other side can be compared with. */
function exactPart(cell: Cell, others: Cell['repetitions']): object {
  const { exact, repetitions, timed: _, ...identity } = cell;
  return { ...identity, ...exact, ...comparable(repetitions, others) };
}

/** Repetitions that both sides have; only their number if it differs, since their conditions do so too. */
function comparable(repetitions: Cell['repetitions'], others: Cell['repetitions']): object {
  if (repetitions === undefined || others === undefined) return {};
  const { count } = repetitions;
  return { repetitions: count === others.count ? repetitions : { count } };
}

/** Matches items by name, in the new order. */
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
