import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { Script } from 'node:vm';
import { transformSync } from 'esbuild';
import { ROOT } from '../../support/program.js';

type Exports = Record<string, unknown>;
type ModuleFunction = (
  require: (path: string) => unknown,
  module: { exports: Exports },
  loop: Loop,
) => void;
type Loop = () => void;

/** Turns of loops in one case after which it counts as endless. */
const MAX_TURNS = 200_000;
const LOOP_START = /^(\s*(?:\} )?(?:for|while) \(.*\) \{|\s*do \{)$/gm;
/** Likewise of a loop whose condition may be followed by one statement. */
const LOOP_CONDITION = /^(\s*for \([^;\n]*;)(?= [^; ])/gm;

const nodeRequire = createRequire(import.meta.url);

/** Modules of the program, compiled from source. One that imports nothing changed is shared by all programs. */
export class SourceModules {
  readonly #compiled = new Map<string, ModuleFunction>();
  readonly #imports = new Map<string, readonly string[]>();
  readonly #shared = new Map<string, Exports>();
  #turns = 0;

  /** Loads modules with a change of one file; returns the exports of `roots`. */
  load(
    roots: readonly string[],
    change: { readonly file: string; readonly text: string } | null,
  ): Exports[] {
    const own = new Map<string, Exports>();
    const changed = change === null ? null : compile(change.file, change.text);
    const loaded = (file: string): Exports => {
      const modules = change !== null && this.#reaches(file, change.file) ? own : this.#shared;
      const known = modules.get(file);
      if (known !== undefined) return known;
      const module = { exports: {} };
      modules.set(file, module.exports);
      const run = file === change?.file && changed !== null ? changed : this.#function(file);
      const require = (path: string) =>
        path.startsWith('.') ? loaded(importedFile(file, path)) : nodeRequire(path);
      run(require, module, this.#loop);
      modules.set(file, module.exports);
      return module.exports;
    };
    return roots.map(loaded);
  }

  /** Starts a case: counts turns of loops anew. */
  startCase(): void {
    this.#turns = 0;
  }

  readonly #loop = () => {
    if (++this.#turns > MAX_TURNS) throw new Error('an endless loop');
  };

  #function(file: string): ModuleFunction {
    const known = this.#compiled.get(file) ?? compile(file, readSource(file));
    this.#compiled.set(file, known);
    return known;
  }

  /** Returns whether a module is `target` or imports it, directly or not. */
  #reaches(file: string, target: string, seen = new Set<string>()): boolean {
    if (file === target) return true;
    if (seen.has(file)) return false;
    seen.add(file);
    return this.#importsOf(file).some((other) => this.#reaches(other, target, seen));
  }

  #importsOf(file: string): readonly string[] {
    const known = this.#imports.get(file);
    if (known !== undefined) return known;
    const imports = [...transformed(readSource(file)).matchAll(/require\("(\.[^"]*)"\)/g)].map(
      ([, path]) => importedFile(file, path),
    );
    this.#imports.set(file, imports);
    return imports;
  }
}

export function readSource(file: string): string {
  return readFileSync(join(ROOT, 'src', file), 'utf8');
}

function transformed(text: string): string {
  return transformSync(text, { loader: 'ts', format: 'cjs', target: 'es2023' }).code;
}

/** Compiles a module; each turn of a loop is counted. */
function compile(file: string, text: string): ModuleFunction {
  const code = transformed(text)
    .replace(LOOP_START, '$1 __loop();')
    .replace(LOOP_CONDITION, '$1 __loop(),');
  const script = new Script(`(function (require, module, __loop) { ${code}\n})`, {
    filename: file,
  });
  return script.runInThisContext() as ModuleFunction;
}

function importedFile(from: string, path: string): string {
  return normalize(join(dirname(from), path)).replace(/\.js$/, '.ts');
}
