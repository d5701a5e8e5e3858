import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { ROOT } from './program.js';

/** A source file. */
export interface SourceFile {
  /** Path below src/, as in `corpus/shipped.ts`. */
  readonly path: string;
  /** Room of the file: see {@link partOf}. */
  readonly part: string;
  readonly text: string;
  /** Imported source files, including type imports. */
  readonly imports: readonly string[];
  /** Imported packages, without those of Node.js. */
  readonly packages: readonly string[];
}

/** Returns every file below src/. */
export function sourceFiles(): SourceFile[] {
  return readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(`${ROOT}src/${path}`, 'utf8');
      const imported = [...text.matchAll(IMPORT)].map(([, quoted]) => quoted);
      const resolved = [...text.matchAll(RESOLVED)].map(([, quoted]) => quoted);
      const own = imported.filter((name) => name.startsWith('.'));
      const others = [...imported, ...resolved].filter((name) => !/^(\.|node:)/.test(name));
      return {
        path,
        part: partOf(path),
        text,
        imports: own.map((name) => posix.join(posix.dirname(path), name).replace(/\.js$/, '.ts')),
        packages: others.map((name) => PACKAGE.exec(name)?.[0] as string),
      };
    });
}

/** Room of a path below src/: its folder, two levels deep in model/ and commands/, or the base name of a top-level file. */
export function partOf(path: string): string {
  const [room, inner] = path.split('/');
  if (room === 'model' || room === 'commands') return `${room}/${inner}`;
  return room.replace(/(\.d)?\.ts$/, '');
}

// `name` or `@scope/name`.
const PACKAGE = /^(@[^/]+\/)?[^/]+/;
// import ... from 'x', export ... from 'x', import 'x', import('x')
const IMPORT = /(?:\bfrom|\bimport\b)\s*\(?\s*'([^'()\s]+)'/g;
// Uses of createRequire: .resolve('x/y'), and the call )('x/y')
const RESOLVED = /(?:\.resolve|createRequire\(import\.meta\.url\))\('([^']+)'\)/g;
