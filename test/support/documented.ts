import { readFileSync } from 'node:fs';
import { ROOT } from './program.js';

/** A command that a document shows with lines of its output. */
export interface Documented {
  readonly args: string[];
  readonly lines: string[];
}

const PROMPT = '    $ npx zswap-bench ';

/** The examples of a document: `$ npx zswap-bench ...` and what it printed, indented by four. */
export function documentedCommands(document: string): Documented[] {
  const found: Documented[] = [];
  let last: Documented | undefined;
  for (const line of readFileSync(ROOT + document, 'utf8').split('\n')) {
    if (line.startsWith(PROMPT)) {
      last = { args: line.slice(PROMPT.length).split(' '), lines: [] };
      found.push(last);
    } else if (line.startsWith('    ')) {
      last?.lines.push(line.slice(4));
    } else if (line !== '') {
      last = undefined;
    }
  }
  return found;
}

/** Whether `lines` stand in `output` in this order; what comes between does not matter. */
export function firstMissing(lines: readonly string[], output: string): string | undefined {
  const left = output.split('\n');
  return lines.find((line) => {
    const at = left.indexOf(line);
    left.splice(0, at + 1);
    return at < 0;
  });
}
