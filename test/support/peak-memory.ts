import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { ROOT } from './program.js';

/**
 * Runs the body of an async function in a process of its own, where `openPageSource` and `paths` are known.
 *
 * @returns what the body returns, and the most memory that the process ever held, in MiB
 */
export function inOwnProcess<T>(
  body: string,
  paths: readonly string[],
): { returned: T; peakMiB: number } {
  const script = `
    import { openPageSource } from ${JSON.stringify(`${ROOT}dist/src/corpus/page-source.js`)};
    const paths = ${JSON.stringify(paths)};
    const returned = await (async () => { ${body} })();
    const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(JSON.stringify({ returned, peakMiB }));`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  assert.equal(child.status, 0, child.stderr);
  return JSON.parse(child.stdout);
}
