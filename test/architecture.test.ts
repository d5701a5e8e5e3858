import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ROOT } from './support/program.js';
import { partOf, sourceFiles } from './support/source-files.js';

// docs/architecture.md has this as a table. A floor imports the floors above it in this list; within a floor, a part imports
// the parts that stand behind it.
const FLOORS: readonly (readonly string[])[] = [
  ['statistics', 'common'],
  ['corpus', 'compressor', 'output', 'result'],
  ['model/zswap', 'model/zsmalloc', 'model/shared', 'model/folio'],
  ['strategy'],
  ['simulation', 'workers'],
  ['measure', 'verify'],
  ['cli'],
  ['commands'],
  ['program'],
];

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
  zstddec: ['corpus'],
};

const LONGEST = 300;

const files = sourceFiles();

/** A part as the floors name it: all commands are one. */
function roomOf(part: string): string {
  return part.startsWith('commands/') ? 'commands' : part;
}

function floorOf(part: string): number {
  return FLOORS.findIndex((parts) => parts.includes(part));
}

function mayImport(from: string, to: string): boolean {
  if (from === 'index' || from === to) return true;
  const [fromRoom, toRoom] = [roomOf(from), roomOf(to)];
  if (fromRoom === toRoom) return COMMAND_IMPORTS[from]?.includes(to) ?? false;
  const [upper, lower] = [floorOf(fromRoom), floorOf(toRoom)];
  if (upper !== lower) return upper > lower;
  return FLOORS[upper].indexOf(fromRoom) < FLOORS[lower].indexOf(toRoom);
}

describe('the source', () => {
  it('has no part without a floor, and no floor without its parts', () => {
    const parts = new Set(files.map(({ part }) => roomOf(part)));
    assert.deepEqual([...parts].sort(), [...FLOORS.flat(), 'index'].sort());
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
