// node nearest.mjs WHOLE SAMPLE...: prints the sample that is most like the whole capture of the same frozen process, by
// how well its pages compress and by its shares of zero pages and of pages in folios of 64K and 2M.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const tool = fileURLToPath(new URL('../../bin/zswap-bench.js', import.meta.url));
const run = (command, ...args) => execFileSync(command, args, { maxBuffer: 2 ** 31 });

function traits(path) {
  const [info] = JSON.parse(run(process.execPath, tool, 'corpus', 'info', path, '--json'));
  // The window of 4 KiB keeps zstd from seeing far beyond a page, as in zswap.
  const compressed = run('zstd', '-q', '-1', '--zstd=wlog=12', '-c', path).length;
  return {
    compressed: compressed / statSync(path).size,
    zero: info.zeroPages / info.pages,
    '64K': info.alignedShare['64K'],
    '2M': info.alignedShare['2M'],
  };
}
// Zero pages are few and folios of 2M come and go with a single window: the one counts more, the other less.
const weights = { compressed: 4, zero: 2, '64K': 1, '2M': 0.25 };
const text = (t) =>
  Object.entries(t)
    .map(([trait, share]) => `${trait} ${(100 * share).toFixed(1)}%`)
    .join(', ');

const [whole, ...samples] = process.argv.slice(2);
const wanted = traits(whole);
let best;
for (const path of samples) {
  const has = traits(path);
  let off = 0;
  for (const trait of Object.keys(weights))
    off += weights[trait] * Math.abs(has[trait] - wanted[trait]);
  if (best === undefined || off < best.off) best = { path, has, off };
}
console.error(`the whole process: ${text(wanted)}\nits nearest sample: ${text(best.has)}`);
console.log(best.path);
