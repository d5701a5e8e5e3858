import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { ROOT } from './program.js';

/** One file of the source. */
export interface SourceFile {
  /** Below src/, as in `corpus/raw.ts`. */
  readonly path: string;
  /** Its room: see {@link partOf}. */
  readonly part: string;
  readonly text: string;
  /** Files of the source that it imports, types included. */
  readonly imports: readonly string[];
  /** Packages that it imports, those of Node itself left out. */
  readonly packages: readonly string[];
}

/** Every file below src/. */
export function sourceFiles(): SourceFile[] {
  return readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(`${ROOT}src/${path}`, 'utf8');
      const asked = [...text.matchAll(IMPORT)].map(([, quoted]) => quoted);
      const resolved = [...text.matchAll(RESOLVED)].map(([, quoted]) => quoted);
      const own = asked.filter((name) => name.startsWith('.'));
      const others = [...asked, ...resolved].filter((name) => !/^(\.|node:)/.test(name));
      return {
        path,
        part: partOf(path),
        text,
        imports: own.map((name) => posix.join(posix.dirname(path), name).replace(/\.js$/, '.ts')),
        packages: others.map((name) => PACKAGE.exec(name)?.[0] as string),
      };
    });
}

/** The room of a path below src/: its folder, two levels deep in model/ and commands/, or a lone file's base name. */
export function partOf(path: string): string {
  const [room, inner] = path.split('/');
  if (room === 'model' || room === 'commands') return `${room}/${inner}`;
  return room.replace(/(\.d)?\.ts$/, '');
}

// `name` or `@scope/name`.
const PACKAGE = /^(@[^/]+\/)?[^/]+/;
// import ... from 'x', export ... from 'x', import 'x', import('x')
const IMPORT = /(?:\bfrom|\bimport\b)\s*\(?\s*'([^'()\s]+)'/g;
// What createRequire makes: .resolve('x/y'), and the call itself: )('x/y')
const RESOLVED = /(?:\.resolve|createRequire\(import\.meta\.url\))\('([^']+)'\)/g;
