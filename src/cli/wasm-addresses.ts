import { setFlagsFromString } from 'node:v8';

const WITHOUT_GUARDS = '--disable-wasm-trap-handler';

// 512 MiB: the largest memory here grows to 144 MiB.
const LIMIT = '--wasm-max-mem-pages=8192';

/**
 * Limits the address space of a WebAssembly memory. With guards V8 reserves 10 GB regardless of the limit. Without them, as
 * needed under `ulimit -v`, V8 would reserve up to 4 GB for the first memory and leave too little for the others.
 */
export function limitWasmAddresses(): void {
  const nodeOptions = [process.env.NODE_OPTIONS ?? '', ...process.execArgv];
  if (nodeOptions.some((text) => text.includes(WITHOUT_GUARDS))) setFlagsFromString(LIMIT);
}
