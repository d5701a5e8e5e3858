// Prints docs/strategies.md with its table made from the registry. `npm run docs` passes --write to put it into the file.
import { readFileSync, writeFileSync } from 'node:fs';
import { STRATEGIES } from '../dist/src/strategy/strategies.js';

const PAGE = new URL('../docs/strategies.md', import.meta.url);
const BEGIN = '<!-- table of the registry: npm run docs -->\n';
const END = '<!-- end of the table -->\n';

const text = readFileSync(PAGE, 'utf8');
const [before, rest] = text.split(BEGIN);
const page = before + BEGIN + table() + END + rest.split(END)[1];
if (process.argv.includes('--write')) writeFileSync(PAGE, page);
else process.stdout.write(page);

function table() {
  const head = ['strategy', 'summary', 'path', 'global policy', 'memcg policy', 'overshoot bound'];
  const rows = [...STRATEGIES].map(([name, { summary, path, global, memcg, ...rest }]) => [
    `\`${name}\``,
    summary,
    path.name,
    global.name,
    memcg.name,
    rest.overshootBound({ tasks: 1, folioPages: 16 }).toLocaleString('en'),
    rest.knownDrift.map((counter) => `\`${counter}\``).join(', '),
    rest.kernel ?? '',
  ]);
  return [[...head, 'known drift', 'kernel'], Array(8).fill('---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`)
    .join('');
}
