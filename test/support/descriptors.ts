import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Open flags of each descriptor of this process for a file. */
export function flagsOn(path: string): number[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      if (readlinkSync(`/proc/self/fd/${fd}`) !== path) return [];
      const [, flags = ''] =
        /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8')) ?? [];
      return [Number.parseInt(flags, 8)];
    } catch {
      return []; // the descriptor that read the folder
    }
  });
}
