import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ROOT } from './support/program.js';
import { partOf, sourceFiles } from './support/source-files.js';

// docs/architecture.md has this as a table. Within a floor, a part may import those that stand behind it.
const FLOORS: readonly (readonly string[])[] = [
  ['statistics', 'memory', 'known-names', 'counted', 'errors'],
  ['zsmalloc', 'compressor', 'corpus', 'result'],
  ['zswap', 'report', 'folio'],
  ['strategy'],
  ['engine'],
  ['audit'],
  ['bench'],
  ['guest'],
  ['cli'],
];

// Which part may import which package. No other package is used.
const PACKAGES: Readonly<Record<string, string>> = {
  commander: 'cli',
  'cli-table3': 'report',
  tinybench: 'bench',
  'lz4-wasm': 'compressor',
  'zstd-codec': 'compressor',
  zstddec: 'corpus',
};

const LONGEST = 300;

const files = sourceFiles();

function floorOf(part: string): number {
  return FLOORS.findIndex((parts) => parts.includes(part));
}

function mayImport(from: string, to: string): boolean {
  if (from === 'index' || from === to) return true;
  const [upper, lower] = [floorOf(from), floorOf(to)];
  if (upper !== lower) return upper > lower;
  return FLOORS[upper].indexOf(from) < FLOORS[lower].indexOf(to);
}

describe('the source', () => {
  it('has no part without a floor, and no floor without its parts', () => {
    const parts = new Set(files.map(({ part }) => part));
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
    const wrong = files.filter(({ part, text }) => part !== 'cli' && printing.test(text));
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
      packages.map((name) => `${name} in ${part}`),
    );
    const allowed = Object.entries(PACKAGES).map(([name, part]) => `${name} in ${part}`);
    assert.deepEqual([...new Set(used)].sort(), allowed.sort());
  });
});
