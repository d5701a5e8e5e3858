// Counts the verdicts of many runs on a strategy and a copy of it under another name, and on a slower one:
//
//   npm run build && node lab/aa-strategies.mjs                  twenty A/A runs and ten with a strategy 10% slower
//   node lab/aa-strategies.mjs --aa 20 --slow 0 --load 2 --time 8 --threads 2
//
// --load N: so many busy processes beside it. The slower strategy has a delay of --percent of each folio's whole store time,
// compression included, on the CPU's clock.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadNow, SLOWED_BATCH, startLoad, temporaryFolder } from './side-load.mjs';

const number = (text) => ({ type: 'string', default: text });
const { values } = parseArgs({
  options: {
    aa: number('20'),
    slow: number('10'),
    percent: number('10'),
    load: number('0'),
    time: number('8'),
    threads: number('1'),
    corpus: number('redis'),
    compressor: number('lz4,zstd'),
  },
});

const LAUNCHER = fileURLToPath(new URL('../bin/zswap-bench.js', import.meta.url));
const work = temporaryFolder('aa-strategies');

function moduleNamed(name, text) {
  const path = join(work, `${name}.mjs`);
  writeFileSync(path, text);
  return path;
}

const same = moduleNamed('same', 'export default ({ strategies: { batch } }) => batch;\n');
const slower = moduleNamed(
  'slower',
  `${SLOWED_BATCH}const share = 1 + ${Number(values.percent)} / 100;
export default ({ strategies: { batch } }) => slowed(batch, share);
`,
);

function program(...args) {
  const done = spawnSync(process.execPath, [LAUNCHER, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (done.status !== 0) throw new Error(`exit code ${done.status}: ${done.stderr}`);
  return done.stdout;
}

/** Comparisons with samples of one run of batch and another strategy. */
function compared(strategy) {
  const result = join(work, 'result.json');
  const { corpus, compressor, time, threads } = values;
  const grid = ['-s', `batch,${strategy}`, '--corpus', corpus, '-c', compressor];
  program('run', ...grid, '--time', time, '--threads', threads, '--json', '-o', result);
  const { timed } = JSON.parse(program('compare', '--by', 'strategy', result, '--json'));
  return timed.filter(({ p }) => p !== null);
}

startLoad(Number(values.load));

for (const [name, count, strategy] of [
  ['A/A', values.aa, same],
  [`${values.percent}% slower`, values.slow, slower],
]) {
  let without = 0;
  for (let i = 0; i < Number(count); i++) {
    const all = compared(strategy);
    const proven = all.filter((each) => each.proven);
    if (proven.length === 0) without++;
    const text = all.map(
      ({ metric, change, p, new: { samples } }) =>
        `${metric.slice(0, 8)} ${(100 * change).toFixed(1)}% p ${p.toFixed(3)} (${samples})`,
    );
    console.log(
      `${name} ${i + 1}: ${proven.length} of ${all.length} proven; ${text.join(', ')}; load ${loadNow()}`,
    );
  }
  if (Number(count) > 0) console.log(`${name}: ${without} of ${count} runs show no difference`);
}
process.exit(0);
