import { spawnSync } from 'node:child_process';
import type { Ended } from './program.js';
import { ROOT } from './program.js';

/** Runs the recipe for synthetic pages. */
export function synthesize(...args: readonly string[]): Ended {
  const recipe = `${ROOT}corpora/recipes/synthetic.mjs`;
  const { status, stdout, stderr } = spawnSync(process.execPath, [recipe, ...args], {
    encoding: 'utf8',
  });
  return { exitCode: status, stdout, stderr };
}
