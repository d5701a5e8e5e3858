import { readdirSync, readFileSync } from 'node:fs';

interface ThreadState {
  readonly thread: string;
  /** One letter, as in proc_pid_stat(5). */
  readonly state: string;
}

/** Returns the state of each thread of a process; of none if it has ended. */
export function threadStates(pid: number): ThreadState[] {
  let threads: string[];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  return threads.flatMap((thread) => {
    const fields = statFields(`/proc/${pid}/task/${thread}/stat`);
    return fields === null ? [] : [{ thread, state: fields[0] }];
  });
}

/** Returns the parent of a process; 0 if it has none. */
export function parentOf(pid: number): number {
  return Number(statFields(`/proc/${pid}/stat`)?.[1] ?? 0);
}

/** Fields after the name of the command, which may contain spaces and parentheses. Null if there is no such thread any more. */
function statFields(path: string): string[] | null {
  try {
    const text = readFileSync(path, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
