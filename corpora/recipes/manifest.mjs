// node manifest.mjs NAME: writes what was just captured into corpora/manifest.json. Every recipe ends with it.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { fileURLToPath } from 'node:url';

const SCHEMA = 'zswap-bench.corpora/1';
const [name] = process.argv.slice(2);
if (name === undefined) throw new Error('usage: node manifest.mjs NAME');
const corpora = new URL('../', import.meta.url);
const here = (path) => fileURLToPath(new URL(path, corpora));
const output = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' });

// What the recipe says of itself in its head comment.
const recipe = `recipes/${name}.sh`;
const head = readFileSync(here(recipe), 'utf8');
const fact = (label) => {
  const found = head.match(new RegExp(`^# ${label}: (.+)$`, 'm'));
  if (found === null) throw new Error(`${recipe}: no line "# ${label}: ..."`);
  return found[1];
};
const versions = fact('Packages')
  .split(' ')
  .map((each) => output('dpkg-query', '-W', '-f', '$' + '{Package} $' + '{Version}', each));

const file = `${name}.core.zst`;
const tool = here('../bin/zswap-bench.js');
const [info] = JSON.parse(output(process.execPath, tool, 'corpus', 'info', here(file), '--json'));

let known = [];
try {
  known = JSON.parse(readFileSync(here('manifest.json'), 'utf8')).corpora;
} catch (error) {
  if (error.code !== 'ENOENT') throw error;
}
const entry = {
  name,
  file,
  workload: fact('Workload'),
  recipe,
  packages: versions,
  kernel: release().match(/^[0-9.]+/)[0],
  date: new Date().toISOString().slice(0, 10),
  pages: info.pages,
  zeroPages: info.zeroPages,
  sha256: info.sha256,
};
const all = [...known.filter((each) => each.name !== name), entry];
all.sort((a, b) => (a.name < b.name ? -1 : 1));
writeFileSync(
  here('manifest.json'),
  `${JSON.stringify({ schema: SCHEMA, corpora: all }, null, 2)}\n`,
);
