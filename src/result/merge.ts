import { isDeepStrictEqual } from 'node:util';
import { inputFailure } from '../common/errors.js';
import type { Cell, Config, CorpusFacts, ResultDocument } from './document.js';
import { mostCells } from './size.js';

/** A shard and where it was read from. */
export interface ShardFile {
  readonly path: string;
  readonly document: ResultDocument;
}

/**
 * Puts the shards of one run together again, whatever order they come in: the result's exact parts are those of the run
 * as a whole. Throws an input `Failure` that names a shard that is missing, doubled or of another run.
 */
export function mergeShards(files: readonly ShardFile[]): ResultDocument {
  const shards = inOrder(files);
  const [first, ...others] = shards;
  for (const other of others) refuseForeign(first, other);
  const documents = shards.map(({ document }) => document);
  const corpora = mergeCorpora(shards);
  const sha256 = new Map(corpora.map((facts) => [facts.name, facts.sha256]));
  const { schema, tool, machine, config } = first.document;
  const cells = mergeCells(shards);
  refuseLongResult(cells, first);
  const machines = documents.map((document) => document.machine);
  const alike = machines.every((other) => isDeepStrictEqual(other, machine));
  return {
    schema,
    tool,
    machine,
    ...(alike ? {} : { machines }),
    config: {
      ...config,
      corpora: config.corpora.map(({ name }) => ({ name, sha256: sha256.get(name) ?? null })),
    },
    corpora,
    cells,
  };
}

/** Every shard once, by its index. */
function inOrder(files: readonly ShardFile[]): ShardFile[] {
  const byIndex = new Map<number, ShardFile>();
  for (const file of files) {
    const { shard } = file.document;
    if (shard === undefined) {
      throw refused(file, 'a shard, as run --shard I/N writes it', 'a whole run', 'leave it out');
    }
    const twin = byIndex.get(shard.index);
    if (twin !== undefined) {
      const found = `shard ${shard.index} a second time, after ${twin.path}`;
      throw refused(file, 'every shard once', found, 'leave one of them out');
    }
    byIndex.set(shard.index, file);
  }
  const [first] = files;
  const count = first.document.shard?.count ?? 0;
  const stray = files.find(({ document }) => document.shard?.count !== count);
  if (stray !== undefined) {
    const found = `one of ${stray.document.shard?.count}`;
    throw refused(stray, `one of ${count} shards, as ${first.path} is`, found, OTHER_RUN);
  }
  const missing: number[] = [];
  for (let index = 1; index <= count; index++) if (!byIndex.has(index)) missing.push(index);
  if (missing.length > 0) {
    const named = missing.slice(0, MAX_NAMED).join(', ');
    const more = missing.length - MAX_NAMED;
    const found = `no shard ${named}${more > 0 ? ` and ${more} more` : ''}`;
    throw refused(first, `all of its ${count} shards`, found, 'run what is missing with --shard');
  }
  return [...byIndex].sort((a, b) => a[0] - b[0]).map(([, file]) => file);
}

/** Missing shards that a message lists. */
const MAX_NAMED = 20;

const OTHER_RUN = 'merge shards of one run only';

function refuseForeign(first: ShardFile, other: ShardFile): void {
  const [ours, theirs] = [settingsOf(first), settingsOf(other)];
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    if (isDeepStrictEqual(ours.get(name), theirs.get(name))) continue;
    const expected = `${name} ${JSON.stringify(ours.get(name))}, as ${first.path} has it`;
    throw refused(other, expected, JSON.stringify(theirs.get(name)), OTHER_RUN);
  }
}

/** What all shards of a run have in common. */
function settingsOf({ document: { tool, config } }: ShardFile): Map<string, unknown> {
  const { corpora, ...options } = config satisfies Config;
  const names = corpora.map(({ name }) => name);
  return new Map<string, unknown>([
    ['version', tool.version],
    ['corpora', names],
    ...Object.entries(options),
  ]);
}

/** In the run's order; two shards that saw a corpus must have seen the same. */
function mergeCorpora(shards: readonly ShardFile[]): CorpusFacts[] {
  const seen = new Map<string, { facts: CorpusFacts; path: string }>();
  for (const file of shards) {
    for (const facts of file.document.corpora) {
      const known = seen.get(facts.name);
      if (known !== undefined && !isDeepStrictEqual(known.facts, facts)) {
        const expected = `corpus '${facts.name}' as ${known.path} saw it`;
        throw refused(file, expected, 'another', 'run every shard over the same pages');
      }
      seen.set(facts.name, known ?? { facts, path: file.path });
    }
  }
  const { corpora } = shards[0].document.config;
  return corpora.flatMap(({ name }) => seen.get(name)?.facts ?? []);
}

function mergeCells(shards: readonly ShardFile[]): Cell[] {
  const owners = new Map<string, string>();
  return shards.flatMap((file) => {
    for (const { key } of file.document.cells) {
      const owner = owners.get(key);
      if (owner !== undefined) {
        throw refused(file, 'cells of its own', `'${key}', which ${owner} has too`, OTHER_RUN);
      }
      owners.set(key, file.path);
    }
    return file.document.cells;
  });
}

/** Shards may be readable each, and the whole too long. */
function refuseLongResult(cells: readonly Cell[], first: ShardFile): void {
  const { memcgs } = first.document.config;
  const failingPages = cells.map(({ exact }) => (exact.failingPage ?? []).length);
  const most = mostCells({
    memcgs,
    failingPages: failingPages.reduce((a, b) => Math.max(a, b), 0),
  });
  if (cells.length <= most) return;
  const expected = `shards of ${most} cells together, so that the result can be read back`;
  throw refused(first, expected, `${cells.length} cells`, 'read the shards one by one');
}

function refused({ path }: ShardFile, expected: string, found: string, remedy: string) {
  return inputFailure({ subject: path, expected, found, remedy });
}
