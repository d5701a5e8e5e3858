// What one run says of a strategy and itself under another name, and of one that is slower, counted over many runs:
//
//   npm run build && node lab/aa-strategies.mjs                  twenty A/A runs and ten with a strategy 10% slower
//   node lab/aa-strategies.mjs --aa 20 --slow 0 --load 2 --time 8 --threads 2
//
// --load N: so many busy processes beside it. The slower strategy has a delay of --percent of each folio's whole store time,
// compression included, on the CPU's clock.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

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
const work = mkdtempSync(join(tmpdir(), 'aa-strategies-'));
const loads = [];
process.on('exit', () => {
  for (const child of loads) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});

function moduleNamed(name, text) {
  const path = join(work, `${name}.mjs`);
  writeFileSync(path, text);
  return path;
}

const same = moduleNamed('same', 'export default ({ strategies: { batch } }) => batch;\n');
const slower = moduleNamed(
  'slower',
  `const share = 1 + ${Number(values.percent)} / 100;
const spentUs = (since) => { const { user, system } = process.cpuUsage(since); return user + system; };
export default ({ strategies: { batch } }) => ({
  ...batch,
  *path(store) {
    const start = process.cpuUsage();
    const outcome = yield* batch.path(store);
    const untilUs = spentUs(start) * share;
    while (spentUs(start) < untilUs);
    return outcome;
  },
});
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

for (let i = 0; i < Number(values.load); i++) {
  loads.push(spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
}

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
    const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
    console.log(
      `${name} ${i + 1}: ${proven.length} of ${all.length} proven; ${text.join(', ')}; load ${load}`,
    );
  }
  if (Number(count) > 0) console.log(`${name}: ${without} of ${count} runs show no difference`);
}
process.exit(0);
