import { performance } from 'node:perf_hooks';

/** Time that some work took. */
export interface WorkTime {
  /** CPU time of all threads of the process. */
  readonly cpuNs: number;
  readonly wallNs: number;
}

/** Measures work that threads do while this one waits. */
export async function timeOf(work: () => Promise<unknown>): Promise<WorkTime> {
  const startMs = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { cpuNs: (user + system) * 1e3, wallNs: (performance.now() - startMs) * 1e6 };
}
