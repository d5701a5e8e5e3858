import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Returns where this program keeps files that it can make again (XDG Base Directory Specification). */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return xdgFolder(env.XDG_CACHE_HOME, '.cache');
}

/** Returns where this program keeps files that have to outlast a crash. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  return xdgFolder(env.XDG_STATE_HOME, '.local', 'state');
}

function xdgFolder(given = '', ...standard: readonly string[]): string {
  // A relative path is to be ignored.
  const base = isAbsolute(given) ? given : join(homedir(), ...standard);
  return join(base, 'zswap-bench');
}
