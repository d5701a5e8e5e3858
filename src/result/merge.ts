import { isDeepStrictEqual } from 'node:util';
import { inputFailure } from '../common/errors.js';
import type { Cell, Config, CorpusFacts, ResultDocument } from './document.js';
import { maxCells } from './size.js';

/** A result and its file. */
export interface ResultFile {
  readonly path: string;
  readonly document: ResultDocument;
}

/** Returns the machines of results, if they differ. */
export function machinesOf(documents: readonly ResultDocument[]): Pick<ResultDocument, 'machines'> {
  const machines = documents.map(({ machine }) => machine);
  return machines.every((other) => isDeepStrictEqual(other, machines[0])) ? {} : { machines };
}

/**
 * Merges the shards of one run, in any order: the exact parts of the result are those of an unsharded run. Throws an
 * input `Failure` that names a shard that is missing, duplicate or of another run.
 */
export function mergeShards(files: readonly ResultFile[]): ResultDocument {
  const shards = inOrder(files);
  const [first, ...others] = shards;
  for (const other of others) requireSameRun(first, other);
  const documents = shards.map(({ document }) => document);
  const corpora = mergeCorpora(shards);
  const sha256 = new Map(corpora.map((facts) => [facts.name, facts.sha256]));
  const { schema, tool, machine, corpusHash, config } = first.document;
  const cells = mergeCells(shards);
  checkResultSize(cells, first);
  return {
    schema,
    tool,
    machine,
    ...machinesOf(documents),
    ...(corpusHash === undefined ? {} : { corpusHash }),
    config: {
      ...config,
      corpora: config.corpora.map(({ name }) => ({ name, sha256: sha256.get(name) ?? null })),
    },
    corpora,
    cells,
  };
}

/** Sorts shards by index; each must be there once. */
function inOrder(files: readonly ResultFile[]): ResultFile[] {
  const byIndex = new Map<number, ResultFile>();
  for (const file of files) {
    const { shard } = file.document;
    if (shard === undefined) {
      throw shardFailure(
        file,
        'a shard, as run --shard I/N writes it',
        'an unsharded run',
        'leave it out',
      );
    }
    const twin = byIndex.get(shard.index);
    if (twin !== undefined) {
      const found = `shard ${shard.index} again, as in ${twin.path}`;
      throw shardFailure(file, 'each shard once', found, 'leave one of them out');
    }
    byIndex.set(shard.index, file);
  }
  const [first] = files;
  const count = first.document.shard?.count ?? 0;
  const stray = files.find(({ document }) => document.shard?.count !== count);
  if (stray !== undefined) {
    const found = `one of ${stray.document.shard?.count}`;
    throw shardFailure(stray, `one of ${count} shards, like ${first.path}`, found, OTHER_RUN);
  }
  const missing: number[] = [];
  for (let index = 1; index <= count; index++) if (!byIndex.has(index)) missing.push(index);
  if (missing.length > 0) {
    const named = missing.slice(0, MAX_NAMED).join(', ');
    const more = missing.length - MAX_NAMED;
    const found = `no shard ${named}${more > 0 ? ` and ${more} more` : ''}`;
    throw shardFailure(
      first,
      `all of its ${count} shards`,
      found,
      'run the missing ones with --shard',
    );
  }
  return [...byIndex].sort((a, b) => a[0] - b[0]).map(([, file]) => file);
}

/** Maximum number of missing shards in a message. */
const MAX_NAMED = 20;

const OTHER_RUN = 'merge only shards of one run';

function requireSameRun(first: ResultFile, other: ResultFile): void {
  const [ours, theirs] = [commonFields(first), commonFields(other)];
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    if (isDeepStrictEqual(ours.get(name), theirs.get(name))) continue;
    const expected = `${name} ${JSON.stringify(ours.get(name))}, as in ${first.path}`;
    throw shardFailure(other, expected, JSON.stringify(theirs.get(name)), OTHER_RUN);
  }
}

/** Fields that are equal in all shards of a run. */
function commonFields({
  document: { tool, corpusHash, config },
}: ResultFile): Map<string, unknown> {
  const { corpora, ...options } = config satisfies Config;
  const names = corpora.map(({ name }) => name);
  return new Map<string, unknown>([
    ['version', tool.version],
    ['corpora', names],
    ['corpusHash', corpusHash],
    ...Object.entries(options),
  ]);
}

/** Merges corpora in the run's order. Shards of one corpus must have read equal pages. */
function mergeCorpora(shards: readonly ResultFile[]): CorpusFacts[] {
  const seen = new Map<string, { facts: CorpusFacts; path: string }>();
  for (const file of shards) {
    for (const facts of file.document.corpora) {
      const known = seen.get(facts.name);
      if (known !== undefined && !isDeepStrictEqual(known.facts, facts)) {
        const expected = `corpus '${facts.name}' as in ${known.path}`;
        throw shardFailure(file, expected, 'other pages', 'run every shard over the same pages');
      }
      seen.set(facts.name, known ?? { facts, path: file.path });
    }
  }
  const { corpora } = shards[0].document.config;
  return corpora.flatMap(({ name }) => seen.get(name)?.facts ?? []);
}

function mergeCells(shards: readonly ResultFile[]): Cell[] {
  const owners = new Map<string, string>();
  return shards.flatMap((file) => {
    for (const { key } of file.document.cells) {
      const owner = owners.get(key);
      if (owner !== undefined) {
        throw shardFailure(
          file,
          'cells of no other shard',
          `'${key}', also in ${owner}`,
          OTHER_RUN,
        );
      }
      owners.set(key, file.path);
    }
    return file.document.cells;
  });
}

/** Throws a `Failure` if the merged result is too long to be read back, although each shard is not. */
function checkResultSize(cells: readonly Cell[], first: ResultFile): void {
  const { memcgs, repeat } = first.document.config;
  const failingPages = cells.map(({ exact }) => (exact.failingPage ?? []).length);
  const most = maxCells({
    memcgs,
    failingPages: failingPages.reduce((a, b) => Math.max(a, b), 0),
    repetitions: repeat,
  });
  if (cells.length <= most) return;
  const expected = `shards of ${most} cells together, so that the result can be read back`;
  throw shardFailure(first, expected, `${cells.length} cells`, 'use the shards one by one');
}

function shardFailure({ path }: ResultFile, expected: string, found: string, remedy: string) {
  return inputFailure({ subject: path, expected, found, remedy });
}
