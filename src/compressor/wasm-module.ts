import { readFileSync } from 'node:fs';

/** A function that compiles a file of WebAssembly at its first call, once for the process. */
export function compiledOnce(locate: () => string | URL): () => Promise<WebAssembly.Module> {
  let module: Promise<WebAssembly.Module> | undefined;
  return () => {
    module ??= WebAssembly.compile(readFileSync(locate()));
    return module;
  };
}
