import { readFileSync } from 'node:fs';

/** Returns a function that compiles a WebAssembly file at its first call, once per process. */
export function compiledOnce(locate: () => string | URL): () => Promise<WebAssembly.Module> {
  let module: Promise<WebAssembly.Module> | undefined;
  return () => {
    module ??= WebAssembly.compile(readFileSync(locate()));
    return module;
  };
}
