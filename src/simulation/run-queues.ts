const NO_TASK = -1;

/**
 * Maximum time a task keeps a CPU while others wait, in ns: one tick of a kernel with CONFIG_HZ=250. The base slice of
 * 0.7 to 2.8 ms (kernel/sched/fair.c, v6.12: sysctl_sched_base_slice) is shorter, and is enforced at ticks. Kernels with another HZ or
 * full preemption switch earlier or later.
 */
export const TIME_SLICE_NS = 4_000_000;

/** Run queues of the virtual CPUs: the running task of each, and a FIFO of waiting tasks. */
export class RunQueues {
  readonly #running: Int32Array;
  readonly #waiting: number[][];
  /** End of the running task's time slice, by CPU. */
  readonly #sliceEndNs: Float64Array;
  /** CPU that each task runs on, waits for, or prefers. */
  readonly #cpu: Int32Array;
  readonly #waits: Uint8Array;
  #waiters = 0;

  constructor(tasks: number, cpus: number) {
    this.#running = new Int32Array(cpus).fill(NO_TASK);
    this.#waiting = Array.from({ length: cpus }, () => []);
    this.#sliceEndNs = new Float64Array(cpus);
    this.#cpu = Int32Array.from({ length: tasks }, (_, task) => task % cpus);
    this.#waits = new Uint8Array(tasks);
  }

  /** Returns whether a task runs or waits for a CPU. */
  has(task: number): boolean {
    return this.#waits[task] === 1 || this.runs(task);
  }

  runs(task: number): boolean {
    return this.#running[this.#cpu[task]] === task;
  }

  /** The CPU that a task runs on, waits for, or prefers. */
  cpuOf(task: number): number {
    return this.#cpu[task];
  }

  /** Makes a task prefer the CPU of another. */
  prefer(task: number, near: number): void {
    this.#cpu[task] = this.#cpu[near];
  }

  /** Puts a task on its preferred CPU, or on an idle one; returns false if all are busy and it queues for the preferred one. */
  enter(task: number, now: number): boolean {
    const running = this.#running;
    if (running[this.#cpu[task]] !== NO_TASK) {
      const idle = running.indexOf(NO_TASK);
      if (idle < 0) {
        this.append(task);
        return false;
      }
      this.#cpu[task] = idle;
    }
    this.#start(this.#cpu[task], task, now);
    return true;
  }

  /** Appends a task to the queue of its CPU. */
  append(task: number): void {
    this.#waiting[this.#cpu[task]].push(task);
    this.#waits[task] = 1;
    this.#waiters++;
  }

  /** Takes a task off its CPU; returns the task that runs there next, or null. */
  leave(task: number, now: number): number | null {
    const cpu = this.#cpu[task];
    this.#running[cpu] = NO_TASK;
    const next = this.#waiting[cpu].shift();
    if (next === undefined) return null;
    this.#waits[next] = 0;
    this.#waiters--;
    this.#start(cpu, next, now);
    return next;
  }

  /** Returns whether other tasks wait for the task's CPU. */
  othersWait(task: number): boolean {
    return this.#waiters > 0 && this.#waiting[this.#cpu[task]].length > 0;
  }

  /** Returns whether a running task has used up its time slice while others wait. */
  mustYield(task: number, now: number): boolean {
    return this.othersWait(task) && now >= this.#sliceEndNs[this.#cpu[task]];
  }

  #start(cpu: number, task: number, now: number): void {
    this.#running[cpu] = task;
    this.#sliceEndNs[cpu] = now + TIME_SLICE_NS;
  }
}
