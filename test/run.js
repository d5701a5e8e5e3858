// Runs the compiled tests: all, or those whose path contains one of the arguments. Node 20's --test takes no pattern.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(`${root}dist/test`, { recursive: true })
  .filter((file) => file.endsWith('.test.js'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .map((file) => `dist/test/${file}`)
  .sort();
if (files.length === 0) throw new Error('no test file matches');
// A file that hangs, as one does whose decoder never ends, fails; none comes near to this on a machine that is busy.
const FILE_TIMEOUT_MS = 600_000;
const { status } = spawnSync(
  process.execPath,
  [
    ...['--enable-source-maps', '--test', '--test-reporter=spec', '--test-concurrency=2'],
    `--test-timeout=${FILE_TIMEOUT_MS}`,
    ...files,
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
