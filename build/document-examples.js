// Refreshes the exact examples of documents: node build/document-examples.js docs/findings.md ... (npm run docs).
// Each shown line is replaced by the next output line of the same words, such as a table's head, or else with the same first
// column. A line without one is reported, and a command that cannot run here.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PROMPT = '    $ npx zswap-bench ';
const root = fileURLToPath(new URL('..', import.meta.url));

for (const document of process.argv.slice(2)) {
  const lines = readFileSync(`${root}${document}`, 'utf8').split('\n');
  let output = null;
  const refreshed = lines.map((line) => {
    if (line.startsWith(PROMPT)) {
      output = outputOf(line.slice(PROMPT.length), document);
      return line;
    }
    if (!line.startsWith('    ')) {
      if (line !== '') output = null;
      return line;
    }
    return output === null ? line : `    ${nextLike(line.slice(4), output, document)}`.trimEnd();
  });
  writeFileSync(`${root}${document}`, refreshed.join('\n'));
}

/** Returns the output lines of a command; null for a timed command, whose figures depend on the machine. */
function outputOf(command, document) {
  const args = command.split(' ');
  if (args[0] === 'run' && !args.includes('--no-timing')) return null;
  if (args[0] === 'compressors') return null;
  const program = `${root}bin/zswap-bench.js`;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status === 2) {
    process.stderr.write(`${document}: not refreshed: ${command}\n${stderr}`);
    return null;
  }
  return stdout.split('\n');
}

/** A line that begins with a space belongs to the line before it. */
function nextLike(shown, output, document) {
  if (/^ +\S/.test(shown) && /^ +\S/.test(output[0] ?? '')) return output.shift();
  const same = output.findIndex((line) => columns(line).join() === columns(shown).join());
  const [first] = columns(shown);
  const at = same >= 0 ? same : output.findIndex((line) => columns(line)[0] === first);
  if (at < 0) {
    process.stderr.write(`${document}: the output has no line like: ${shown}\n`);
    return shown;
  }
  return output.splice(0, at + 1)[at];
}

function columns(line) {
  return line.trim().split(/ {2,}|, /);
}
