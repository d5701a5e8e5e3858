import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ROOT } from './support/program.js';
import { partOf, sourceFiles } from './support/source-files.js';

// A row of the table of floors: | 6 | `src/cli/` | ... |
const FLOOR_ROW = /^\| (\d+) \| `src\/([\w/-]+?)(?:\.ts|\/)` \|/gm;

interface Room {
  readonly name: string;
  readonly floor: number;
}

/** The rooms of docs/architecture.md, top floor first. A room imports those that stand below it in this list. */
const ROOMS: readonly Room[] = [
  ...readFileSync(`${ROOT}docs/architecture.md`, 'utf8').matchAll(FLOOR_ROW),
].map(([, floor, name]) => ({ name, floor: Number(floor) }));

// Which commands use which other command's work; no other command imports another.
const COMMAND_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  'commands/gate': ['commands/compare', 'commands/run'],
};

// Which parts may import which package. No other package is used.
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  commander: ['cli', 'commands', 'program'],
  'cli-table3': ['output'],
  tinybench: ['measure'],
  'lz4-wasm': ['compressor'],
  'zstd-codec': ['compressor'],
  '@bokuweb/zstd-wasm': ['compressor'],
  'zstd-wasm-0.0.20': ['compressor'],
  pako: ['compressor'],
  'string-width': ['output'],
  zstddec: ['corpus'],
};

const LONGEST = 300;

const files = sourceFiles();

/** A part as the table of floors names it: all commands are one room. */
function roomOf(part: string): string {
  return part.startsWith('commands/') ? 'commands' : part;
}

function placeOf(part: string): number {
  return ROOMS.findIndex(({ name }) => name === roomOf(part));
}

function mayImport(from: string, to: string): boolean {
  if (from === 'index' || from === to) return true;
  if (roomOf(from) === roomOf(to)) return COMMAND_IMPORTS[from]?.includes(to) ?? false;
  return placeOf(from) < placeOf(to);
}

describe('the source', () => {
  it('has the rooms that docs/architecture.md lists, from the top floor down', () => {
    const rooms = new Set(files.map(({ part }) => roomOf(part)));
    const listed = ROOMS.map(({ name }) => name);
    assert.deepEqual([...rooms].sort(), [...listed, 'index'].sort());
    const floors = ROOMS.map(({ floor }) => floor);
    assert.deepEqual(
      floors,
      floors.toSorted((a, b) => b - a),
    );
  });

  it('imports only downwards', () => {
    const wrong = files.flatMap(({ path, part, imports }) =>
      imports.filter((other) => !mayImport(part, partOf(other))).map((other) => `${path} ${other}`),
    );
    assert.deepEqual(wrong, []);
    assert.ok(files.flatMap(({ imports }) => imports).length > 100, 'imports are found');
  });

  it('imports only files that exist', () => {
    const known = new Set(files.map(({ path }) => path));
    const missing = files.flatMap(({ imports }) => imports.filter((path) => !known.has(path)));
    assert.deepEqual(missing, []);
  });

  it('has no circle of imports', () => {
    const imports = new Map(files.map((file) => [file.path, file.imports]));
    const done = new Set<string>();
    const visit = (path: string, way: readonly string[]): void => {
      assert.ok(!way.includes(path), [...way, path].join(' -> '));
      if (done.has(path)) return;
      for (const other of imports.get(path) ?? []) visit(other, [...way, path]);
      done.add(path);
    };
    for (const path of imports.keys()) visit(path, []);
  });

  it('prints and ends the process nowhere but in the command line', () => {
    const printing = /process\.(stdout|stderr|exit|abort|kill)|\bconsole\.|process\.exitCode/;
    const wrong = files.filter(
      ({ part, text }) => !['cli', 'program'].includes(part) && printing.test(text),
    );
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [],
    );
  });

  it(`has no file of ${LONGEST} lines or more`, () => {
    const long = files.filter(({ text }) => text.split('\n').length > LONGEST);
    assert.deepEqual(
      long.map(({ path }) => path),
      [],
    );
  });
});

describe('packages', () => {
  it('that are needed at run time are those, and no others', () => {
    const { dependencies, ...more } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
    assert.deepEqual(Object.keys(dependencies).sort(), Object.keys(PACKAGES).sort());
    for (const kind of ['peerDependencies', 'optionalDependencies', 'bundleDependencies']) {
      assert.equal(more[kind], undefined, kind);
    }
  });

  it('are imported where they belong, and nowhere else', () => {
    const used = files.flatMap(({ part, packages }) =>
      packages.map((name) => `${name} in ${roomOf(part)}`),
    );
    const allowed = Object.entries(PACKAGES).flatMap(([name, parts]) =>
      parts.map((part) => `${name} in ${part}`),
    );
    assert.deepEqual([...new Set(used)].sort(), allowed.sort());
  });
});
