// `npm run fuzz`, or `npm run fuzz -- option-grids --seconds 600 --seed 7`. A fault comes with the command that replays it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FUZZERS } from './fuzzers.js';
import { type FuzzReport, fuzz } from './runner.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    cases: { type: 'string' },
    seed: { type: 'string' },
    path: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !FUZZERS.has(name));
if (unknown.length > 0) throw new Error(`no fuzzer ${unknown}; ${[...FUZZERS.keys()].join(', ')}`);
const names = positionals.length === 0 ? [...FUZZERS.keys()] : positionals;
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);

const folder = mkdtempSync(join(tmpdir(), 'zswap-bench-fuzz-'));
try {
  for (const name of names) {
    const make = FUZZERS.get(name);
    if (make === undefined) continue;
    const report = await fuzz(await make(folder), {
      seed,
      seconds: Number(values.seconds) / names.length,
      ...(values.cases === undefined ? {} : { cases: Number(values.cases) }),
      ...(values.path === undefined ? {} : { path: values.path }),
    });
    process.stdout.write(describeReport(report));
    if (report.fault !== null) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

function describeReport({ name, cases, ends, fault }: FuzzReport): string {
  const counts = [...ends].sort().map(([end, count]) => `${count} ${end}`);
  const line = `${name}: seed ${seed}, ${cases} cases: ${counts.join(', ')}\n`;
  return fault === null ? line : `${line}${fault}\n`;
}
