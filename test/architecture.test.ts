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
  'xz-decompress': ['corpus'],
};

const MAX_LINES = 250;
const MAX_PARAMETERS = 4;

// Files and functions that are still above the maximum.
const LONG: Readonly<Record<string, number>> = {
  'model/zswap/zswap.ts': 300,
  'result/document.ts': 260,
};
const MORE_PARAMETERS = ['model/zswap/memcg.ts constructor'];

// Base names that several folders may have: each command has one of each.
const SHARED_FILE_NAMES = ['command.ts', 'document.ts', 'ktap.ts', 'tables.ts'];
const EXPORTED =
  /^export (?:declare )?(?:async )?(?:const|function\*?|class|interface|type) (\w+)/gm;
// A function, method or constructor up to the brace of its body.
const SIGNATURE =
  /^ *(?:export )?(?:private |override |static |async )*(?:function\*? ?)?\*?([#\w]+)(?:<[^(]*>)?\(([^;{}]*(?:\{[^;{}]*\}:[^;{}]*)*)\)(?::[^;={]*?)? \{$/gm;

/** Rows of `[name, path]` whose name stands in more than one path, as text. */
function repeated(rows: readonly (readonly [name: string, path: string])[]): string[] {
  const paths = new Map<string, Set<string>>();
  for (const [name, path] of rows) paths.set(name, (paths.get(name) ?? new Set()).add(path));
  return [...paths].filter(([, set]) => set.size > 1).map(([name, set]) => `${name}: ${[...set]}`);
}

/** Number of parameters in the text between the parentheses of a signature. */
function parameterCount(text: string): number {
  const flat = text
    .replace(/=>/g, '')
    .replace(/\{[^}]*\}|\([^)]*\)|<[^<>]*(?:<[^<>]*>[^<>]*)*>|\[[^\]]*\]/g, '');
  return flat.split(',').filter((parameter) => parameter.trim() !== '').length;
}

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

  it(`has no file of more than ${MAX_LINES} lines`, () => {
    const long = files.filter(
      ({ path, text }) => text.split('\n').length - 1 > (LONG[path] ?? MAX_LINES),
    );
    assert.deepEqual(
      long.map(({ path }) => path),
      [],
    );
  });

  it(`has no function of more than ${MAX_PARAMETERS} positional parameters`, () => {
    const signatures = files.flatMap(({ path, text }) =>
      [...text.matchAll(SIGNATURE)].map(([, name, parameters]) => ({ path, name, parameters })),
    );
    const wrong = signatures.filter(
      ({ parameters }) => parameterCount(parameters) > MAX_PARAMETERS,
    );
    assert.deepEqual(
      wrong.map(({ path, name }) => `${path} ${name}`),
      MORE_PARAMETERS,
    );
    assert.ok(signatures.length > 1000, `signatures are found: ${signatures.length}`);
  });

  it('has unique file names', () => {
    const names = files.map(({ path }) => [path.split('/').at(-1) as string, path] as const);
    assert.deepEqual(repeated(names.filter(([name]) => !SHARED_FILE_NAMES.includes(name))), []);
  });

  it('has unique exported names', () => {
    const names = files.flatMap(({ path, text }) =>
      [...text.matchAll(EXPORTED)].map(([, name]) => [name, path] as const),
    );
    assert.deepEqual(repeated(names), []);
    assert.ok(names.length > 500, `exported names are found: ${names.length}`);
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
