import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A private device to write to: root could replace the machine's own by mistake. Null where none can be
 * made; anybody but root gets the machine's, which is safe from them.
 */
export function ownDevice(folder: string, name: 'null' | 'full'): string | null {
  const shared = `/dev/${name}`;
  if (process.geteuid?.() !== 0) return existsSync(shared) ? shared : null;
  const path = join(folder, name);
  spawnSync('mknod', [path, 'c', '1', { null: '3', full: '7' }[name]]);
  try {
    closeSync(openSync(path, 'r+')); // Refused where the file system allows no devices.
    return path;
  } catch {
    return null;
  }
}
