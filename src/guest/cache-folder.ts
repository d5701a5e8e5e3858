import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where this program keeps what it can make again (XDG Base Directory Specification). */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const given = env.XDG_CACHE_HOME ?? '';
  // A relative path is to be ignored.
  const base = isAbsolute(given) ? given : join(homedir(), '.cache');
  return join(base, 'zswap-bench');
}
