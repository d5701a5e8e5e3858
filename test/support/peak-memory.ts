import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { ROOT } from './program.js';

/**
 * Runs the body of an async function in a new process. The body can use `load`, which imports a compiled source file, and
 * `input`.
 *
 * @returns return value of the body, and peak memory of the process in MiB
 */
export function inOwnProcess<T>(body: string, input: object): { returned: T; peakMiB: number } {
  const script = `
    const load = (path) => import(${JSON.stringify(`${ROOT}dist/src/`)} + path);
    const input = ${JSON.stringify(input)};
    const returned = await (async () => { ${body} })();
    const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(JSON.stringify({ returned, peakMiB }));`;
  const child = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  assert.equal(child.status, 0, child.stderr);
  return JSON.parse(child.stdout);
}
