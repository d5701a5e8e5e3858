import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where this program keeps what has to outlast a crash (XDG Base Directory Specification). */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  const given = env.XDG_STATE_HOME ?? '';
  // A relative path is to be ignored.
  const base = isAbsolute(given) ? given : join(homedir(), '.local', 'state');
  return join(base, 'zswap-bench');
}
