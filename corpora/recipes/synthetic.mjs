// Writes synthetic pages as a raw file, from a seed:
//
//   node synthetic.mjs equal FILE PAGES [SEED]         every page compresses to about a quarter
//   node synthetic.mjs poor FILE PAGES SHARE [SEED]    each page independently does not compress, by a share such as 0.01
import { closeSync, openSync, writeSync } from 'node:fs';

const PAGE = 4096;
const NOISE = 1000;

const [kind, file, pageText, ...rest] = process.argv.slice(2);
const pages = Number(pageText);
const share = kind === 'poor' ? Number(rest.shift()) : 0;
const seed = Number(rest[0] ?? 1);
const known = ['equal', 'poor'].includes(kind) && rest.length <= 1;
const whole = Number.isInteger(pages) && pages >= 1 && Number.isInteger(seed);
if (!known || !file || !whole || !(share >= 0 && share <= 1)) {
  console.error('usage: synthetic.mjs equal FILE PAGES [SEED] | poor FILE PAGES SHARE [SEED]');
  process.exit(2);
}

// Marsaglia's xorshift32, kept away from its one fixed point.
let state = (seed * 0x9e3779b9) >>> 0 || 1;
function random() {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
}

const output = openSync(file, 'w');
const page = Buffer.alloc(PAGE);
for (let i = 0; i < pages; i++) {
  const noise = random() / 2 ** 32 < share ? PAGE : NOISE;
  page.fill(0);
  for (let at = 0; at < noise; at += 4) page.writeUInt32LE(random(), at);
  writeSync(output, page);
}
closeSync(output);
