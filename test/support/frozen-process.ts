import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export type FrozenProcess = ChildProcess & { readonly pid: number };

/** Starts a process with an empty environment and stops it after its first output. The caller kills it. */
export async function frozenProcess(
  script: string,
  interpreter: readonly string[] = [process.execPath, '-e'],
): Promise<FrozenProcess> {
  const child = spawn('env', ['-i', ...interpreter, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGSTOP');
  while (!/^State:\tT/m.test(readFileSync(`/proc/${child.pid}/status`, 'utf8'))) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return child as unknown as FrozenProcess;
}
