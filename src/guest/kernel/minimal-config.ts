import { readFileSync } from 'node:fs';

/** The options of a small kernel that every command can use, as a fragment for merge_config.sh. */
export function minimalConfig(): string {
  return readFileSync(new URL('../../../../guest/minimal.config', import.meta.url), 'utf8');
}
