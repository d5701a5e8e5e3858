import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Ended, ROOT } from './program.js';

const FOLDER = `${ROOT}test/golden/`;
const PROMPT = '$ zswap-bench ';

/** A command and what it is expected to print, as a file: the command after a prompt, then what came of it. */
export interface Golden {
  readonly name: string;
  readonly args: readonly string[];
  /** The file's whole text. */
  readonly text: string;
}

/** Every golden of the project. */
export function goldens(): Golden[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.golden'))
    .sort()
    .map((file) => {
      const text = readFileSync(FOLDER + file, 'utf8');
      const [command] = text.split('\n', 1);
      if (!command.startsWith(PROMPT)) throw new Error(`${file} does not start with ${PROMPT}`);
      const args = command.slice(PROMPT.length).split(' ');
      return { name: file.slice(0, -'.golden'.length), args, text };
    });
}

/** Expected content of the file. */
export function render({ args }: Golden, { exitCode, stdout, stderr }: Ended): string {
  const streams = { stdout, stderr };
  const parts = Object.entries(streams).map(([name, text]) => `--- ${name}\n${masked(text)}`);
  return `${PROMPT}${args.join(' ')}\n--- exit code ${exitCode}\n${parts.join('')}`;
}

/** Makes what came of the command the expectation. */
export function update(golden: Golden, text: string): void {
  writeFileSync(`${FOLDER}${golden.name}.golden`, text);
}

/** Without what differs between machines and versions: the program's version, the values of a result's "machine", times. */
function masked(text: string): string {
  return text
    .replace(/"tool": \{\s*"version": "[^"]*"/, (part) => part.replace(/"[^"]*"$/, '"MASKED"'))
    .replace(/^zswap-bench \d+\.\d+\.\d+(?=,|$)/m, 'zswap-bench MASKED')
    .replace(/ in \d+\.\d s$/m, ' in MASKED s')
    .replace(/"machine": \{[^}]*\}/, (part) => part.replace(/: (?:"[^"]*"|\d+)/g, ': "MASKED"'));
}
