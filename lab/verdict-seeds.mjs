// Whether verdicts that claim significance agree between runs that differ only in their seed:
//
//   npm run build && node lab/verdict-seeds.mjs                  twenty default runs
//   node lab/verdict-seeds.mjs --seeds 20 -- -s all -f 16K,64K   with options of run
//
// For each verdict: the number of runs that claim more, less and nothing, and the ranges of p and of the median. A verdict
// agrees if all runs claim the same, or if none claims anything. Exit code 1 if a verdict disagrees.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { seeds: { type: 'string', default: '20' } },
  allowPositionals: true,
});
const LAUNCHER = fileURLToPath(new URL('../bin/zswap-bench.js', import.meta.url));

function verdictsOf(seed) {
  const args = ['run', '--no-timing', '--no-verify', '--json', '--seed', String(seed)];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [LAUNCHER, ...args, ...positionals],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout).verdicts;
}

const byPair = new Map();
for (let seed = 1; seed <= Number(values.seeds); seed++) {
  for (const verdict of verdictsOf(seed)) {
    const key = `${verdict.strategy} against ${verdict.against}, ${verdict.figure}`;
    byPair.set(key, [...(byPair.get(key) ?? []), verdict]);
  }
}

const claim = ({ significant, differencePages }) =>
  significant ? Math.sign(differencePages.median) : 0;
const range = (numbers, digits) =>
  `${Math.min(...numbers).toPrecision(digits)} .. ${Math.max(...numbers).toPrecision(digits)}`;
let disagreements = 0;
for (const [key, verdicts] of byPair) {
  const claims = verdicts.map(claim);
  const times = (wanted) => claims.filter((each) => each === wanted).length;
  const agrees = new Set(claims).size === 1;
  if (!agrees) disagreements++;
  const medians = verdicts.map(({ figure, differencePages, differencePercent }) =>
    figure === 'stored' ? (differencePercent?.median ?? Number.NaN) : differencePages.median,
  );
  console.log(
    `${agrees ? 'agrees   ' : 'DISAGREES'} ${key}: more ${times(1)}, less ${times(-1)}, none ${times(0)}; ` +
      `p ${range(
        verdicts.map(({ p }) => p),
        2,
      )}; median ${range(medians, 3)}`,
  );
}
console.log(
  `${byPair.size - disagreements} of ${byPair.size} verdicts agree in ${values.seeds} runs`,
);
process.exitCode = disagreements > 0 ? 1 : 0;
