import { setFlagsFromString } from 'node:v8';

const WITHOUT_GUARDS = '--disable-wasm-trap-handler';

// 512 MiB: far above what any memory here grows to, which is 144 MiB.
const LIMIT = '--wasm-max-mem-pages=8192';

/**
 * Limits the addresses that a WebAssembly memory reserves. With guards that is 10 GB whatever the limit is; without them, as
 * `ulimit -v` makes users run it, V8 would take up to 4 GB for the first memory and leave too little for the rest.
 */
export function limitWasmAddresses(): void {
  const nodeOptions = [process.env.NODE_OPTIONS ?? '', ...process.execArgv];
  if (nodeOptions.some((text) => text.includes(WITHOUT_GUARDS))) setFlagsFromString(LIMIT);
}
