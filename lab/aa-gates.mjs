// Counts the verdicts of many gates on a program compared with itself, and on one that has become slower:
//
//   npm run build && node lab/aa-gates.mjs                    thirty A/A gates and ten of a program 10% slower
//   node lab/aa-gates.mjs --aa 30 --slow 10 --load 2 --time 8 --mode bin
//
// --mode file: each gate has a baseline file of its own, written just before. --mode bin: --baseline-bin, in turn.
// --load N: so many busy processes beside it. The slower program is the same strategy with a delay of --percent of each
// folio's whole store time, compression included, on the CPU's clock.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadNow, SLOWED_BATCH, startLoad, temporaryFolder } from './side-load.mjs';

const number = (text) => ({ type: 'string', default: text });
const { values } = parseArgs({
  options: {
    aa: number('30'),
    slow: number('10'),
    percent: number('10'),
    load: number('2'),
    time: number('8'),
    mode: number('file'),
    corpus: number('redis'),
    compressor: number('lz4,zstd'),
  },
});

const LAUNCHER = fileURLToPath(new URL('../bin/zswap-bench.js', import.meta.url));
const work = temporaryFolder('aa-gates');

/** batch as a module, with a delay of SLOWER percent: the same name, one time slower and one time not. */
function strategyModule() {
  const path = join(work, 'batch.mjs');
  writeFileSync(
    path,
    `${SLOWED_BATCH}const share = 1 + Number(process.env.SLOWER ?? 0) / 100;
export default ({ strategies: { batch } }) => (share === 1 ? batch : slowed(batch, share));
`,
  );
  return path;
}

function program(args, slower) {
  const env = { ...process.env, SLOWER: String(slower) };
  return spawnSync(process.execPath, [LAUNCHER, ...args], {
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
}

/** A launcher that is never slower, whatever the environment says. */
function baselineLauncher() {
  const path = join(work, 'old.mjs');
  writeFileSync(path, `process.env.SLOWER = '0';\nawait import(${JSON.stringify(LAUNCHER)});\n`);
  return path;
}

const { corpus, compressor, time, mode, percent } = values;
const run = ['-s', strategyModule(), '--corpus', corpus, '-c', compressor, '--time', time];
const old = baselineLauncher();
mkdirSync(join(work, 'out'));

function gate(slower) {
  const baseline = join(work, 'baseline.json');
  const args = ['gate', '--json', ...run, '--baseline', baseline];
  if (mode === 'bin') args.push('--baseline-bin', old);
  program(['run', ...run, ...(mode === 'bin' ? ['--no-timing'] : []), '--json', '-o', baseline], 0);
  const { status, stdout, stderr } = program(args, slower);
  if (status !== 0 && status !== 1) throw new Error(`exit code ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

startLoad(Number(values.load));

for (const [name, count, slower] of [
  ['A/A', values.aa, 0],
  [`${percent}% slower`, values.slow, Number(percent)],
]) {
  const counts = { pass: 0, fail: 0, inconclusive: 0 };
  for (let i = 0; i < Number(count); i++) {
    const start = performance.now();
    const { verdict, cells } = gate(slower);
    counts[verdict]++;
    const changes = cells.map(({ timed }) =>
      timed === null
        ? '-'
        : `${(100 * timed.change).toFixed(1)}% (noise ${(100 * timed.noiseFloor).toFixed(1)}%)`,
    );
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.log(
      `${name} ${i + 1}: ${verdict}; ${changes.join(', ')}; ${seconds} s, load ${loadNow()}`,
    );
  }
  console.log(`${name}: ${JSON.stringify(counts)}`);
}
process.exit(0);
