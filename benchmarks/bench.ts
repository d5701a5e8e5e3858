// What the program itself costs: `npm run bench`, `npm run bench -- replay start-up`, `npm run bench -- --save`.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { findKnown } from '../src/common/known-names.js';
import { describeMachine } from '../src/measure/machine.js';
import { render } from '../src/output/format.js';
import { corpusLoading } from './corpus-loading.js';
import { counterUpdates } from './counter-updates.js';
import { partTable } from './figures-table.js';
import { growth } from './growth.js';
import { harnessShare } from './harness-share.js';
import { jobScaling } from './job-scaling.js';
import { nativeSpeed } from './native-speed.js';
import { peakMemory } from './peak-memory.js';
import type { PerformancePart } from './performance-document.js';
import { savePerformance } from './performance-page.js';
import { replaySpeed } from './replay-speed.js';
import { startUp } from './start-up.js';
import { threadScaling } from './thread-scaling.js';

const PARTS = new Map(
  [
    nativeSpeed,
    harnessShare,
    threadScaling,
    jobScaling,
    counterUpdates,
    replaySpeed,
    corpusLoading,
    growth,
    startUp,
    peakMemory,
  ].map((part) => [part.name, part]),
);

const { save, chosen } = readArguments();
const machine = describeMachine();
const [loadAverage] = loadavg();
process.stdout.write(`${machine.cores} x ${machine.cpu}, load average ${loadAverage.toFixed(1)}\n`);
const parts: PerformancePart[] = [];
for (const { name, title, run } of chosen) {
  const part = { name, title, result: await run() };
  process.stdout.write(
    `\n${render({ document: {}, records: [], tables: [partTable(part)] }, 'table')}`,
  );
  parts.push(part);
}
if (save) {
  await savePerformance({ schema: 'zswap-bench.performance/1', machine, loadAverage, parts });
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: { save: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    if (values.save && positionals.length > 0) {
      throw new Error('--save takes no names: what is saved is one run of all parts');
    }
    const names = positionals.length === 0 ? [...PARTS.keys()] : positionals;
    return { save: values.save, chosen: names.map((name) => findKnown('bench', name, PARTS)) };
  } catch (error) {
    process.stderr.write(`bench: ${(error as Error).message}\n`);
    process.exit(2);
  }
}
