import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ROOT } from './support/program.js';

// The worst patterns of CONTRIBUTING.md's language rules. Each is one that readers stumbled over.
const PATTERNS: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'opens with a noun clause',
    /(?:^#* ?|[.!?] )(?:What|Who|Whoever|Whatever|Those|That which) [a-z]+/,
  ],
  ['superlative with an article', /\bat the (?:most|least)\b/],
  [
    'a person as the subject of code',
    /\b(?:nobody|somebody|whoever|hears|is asked|are told|is told)\b/i,
  ],
  [
    'ratio as "A by B"',
    /\b(?:bytes|pages|time|speed|share)(?: [a-z]+)? by (?:the |that |after\b|pages\b|bytes\b)/,
  ],
  ['private word', /\b(?:under way|thrown away|for nothing|tell apart|told apart|books)\b/],
];

/** Pieces of prose in the source: comment lines, string literals of help and tables, Markdown outside of code blocks. */
function prose(path: string, text: string): string[] {
  const lines = text.split('\n');
  if (path.endsWith('.md')) return lines.filter((line) => !/^( {4}|>|\|? *`)/.test(line));
  return lines.flatMap((line) => {
    const comment = /^\s*(?:\/\/|\/?\*\*?)\s?(.*?)(?:\*\/)?$/.exec(line)?.[1];
    if (comment !== undefined) return [comment];
    return [...line.matchAll(/'([^']{12,})'|`([^`]{12,})`|"([^"]{12,})"/g)].map(
      ([, single, back, double]) => single ?? back ?? double,
    );
  });
}

function files(folder: string, endings: RegExp): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => endings.test(path) && !path.includes('node_modules'))
    .map((path) => `${folder}${path}`);
}

test('language: no sentence has a pattern that CONTRIBUTING.md rules out', () => {
  const paths = [
    ...['src/', 'test/', 'page/', 'assembly/', 'build/'].flatMap((folder) =>
      files(folder, /\.(ts|js)$/),
    ),
    ...files('docs/', /\.md$/),
    ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ].filter((path) => path !== 'test/language.test.ts');
  const found = paths.flatMap((path) =>
    prose(path, readFileSync(`${ROOT}${path}`, 'utf8')).flatMap((line) =>
      PATTERNS.filter(([, pattern]) => pattern.test(line)).map(
        ([name]) => `${path}: ${name}: ${line.trim()}`,
      ),
    ),
  );
  assert.equal(found.length, 0, `\n${found.join('\n')}`);
});
