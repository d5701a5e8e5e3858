// Makes the tables of docs/results.md from the definitions of the documents: node build/results-page.js (npm run docs).
//
// A definition is an interface with a doc comment for each field that does not explain itself. Nested object types become
// rows with a path; a field whose type is another interface of the table refers to it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const PAGE = `${root}docs/results.md`;
const MARK = /<!-- fields: (\S+) (\w+) -->\n[\s\S]*?<!-- end -->/g;

/** Unit of a number, by the end of its name. */
const UNITS = [
  [/Pages$/, 'pages'],
  [/Bytes$/, 'bytes'],
  [/Ns$/, 'ns'],
  [/MBps$/, '10^6 bytes per s'],
  [/Percent$/, '%'],
  [/Seconds$/, 's'],
  [/PerSecond$/, '1/s'],
  [/[rR]atio$|Share$|[fF]airness/, 'ratio'],
];

export function resultsPage(text) {
  return text.replace(MARK, (_, file, name) => {
    const rows = fieldsOf(readFileSync(`${root}src/${file}`, 'utf8'), name);
    return `<!-- fields: ${file} ${name} -->\n${table(rows)}\n<!-- end -->`;
  });
}

function table(rows) {
  const line = ({ path, unit, meaning }) => `| \`${path}\` | ${unit} | ${meaning} |`;
  return ['| field | unit or type | meaning |', '|---|---|---|', ...rows.map(line)].join('\n');
}

/** Rows of an interface: path, unit or type, meaning. */
function fieldsOf(source, name) {
  const start = new RegExp(`^export interface ${name}\\b[^{]*\\{\\n`, 'm').exec(source);
  if (start === null) throw new Error(`no interface ${name}`);
  const rows = [];
  const path = [];
  let comment = [];
  for (const line of source.slice(start.index + start[0].length).split('\n')) {
    const text = line.trim();
    if (/^\/?\*\*?/.test(text)) {
      comment.push(text.replace(/^\/?\*\*?\/?\s?|\s*\*\/$/g, ''));
      continue;
    }
    const field = /^readonly '?([\w-]+)'?(\??): (.*)$/.exec(text);
    if (field !== null) {
      const [, key, optional, type] = field;
      const meaning = comment
        .join(' ')
        .replace(/\{@link (\w+)\}/g, '`$1`')
        .trim();
      comment = [];
      const opens = type.endsWith('{');
      rows.push({
        path: [...path, key].join('.') + optional,
        unit: opens ? 'object' : unitOf(key, type),
        meaning: escaped(meaning),
      });
      if (opens) path.push(/^readonly \{|readonly\s*\{$/.test(type) ? `${key}[]` : key);
    } else if (/^\}/.test(text)) {
      if (path.length === 0) return rows;
      path.pop();
    }
  }
  throw new Error(`interface ${name} does not end`);
}

function unitOf(key, type) {
  const plain = type
    .replace(/;$/, '')
    .replace(/\breadonly /g, '')
    .replace(/^Readonly<Record<(\w+), (\w+)>>$/, '$2 by $1')
    .replace(/^\((\[.*\])\)\[\]$/, '$1[]');
  if (!/\bnumber\b/.test(plain)) return escaped(plain);
  const unit = UNITS.find(([pattern]) => pattern.test(key))?.[1];
  const nullable = / \| null$/.test(plain) ? ' or null' : '';
  return unit === undefined ? escaped(plain) : `${unit}${nullable}`;
}

function escaped(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(PAGE, resultsPage(readFileSync(PAGE, 'utf8')));
}
