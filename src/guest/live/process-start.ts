import { readFileSync } from 'node:fs';

/** The start of a process in clock ticks since boot, which tells it from a later one of the same number; null if it is gone. */
export function startTicks(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name, in parentheses, may hold anything; the start is field 22 (man 5 proc), the state field 3.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : Number(fields[22 - 3]);
  } catch {
    return null;
  }
}

/** Whether a process is there that started then. */
export function isAlive(pid: number, ticks: number): boolean {
  return startTicks(pid) === ticks;
}
