// Imported before the program: writes down what it loads, import and require alike.
import { appendFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';

interface RequireInternals {
  _load(request: string, ...more: unknown[]): unknown;
}

register('./trace-hooks.js', import.meta.url);

const internals = createRequire(import.meta.url)('node:module') as RequireInternals;
const load = internals._load;
internals._load = (request, ...more) => {
  appendFileSync(process.env.TRACE_LOADS as string, `require:${request}\n`);
  return load.call(internals, request, ...more);
};
