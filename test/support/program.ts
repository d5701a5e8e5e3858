import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program as a user does, as a process of its own. */
export function zswapBench(
  args: readonly string[],
  cwd: string = ROOT,
  env: NodeJS.ProcessEnv = process.env,
): Ended {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`${ROOT}bin/zswap-bench.js`, ...args],
    { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  return { exitCode: status, stdout, stderr };
}
