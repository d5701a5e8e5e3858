import type { Random } from '../../src/common/random.js';
import { type Job, PARKED, type Work } from '../../src/simulation/virtual-cpus.js';

interface Task<Outcome> {
  readonly task: number;
  due: number;
  tie: number;
  parked: boolean;
  job: Job<Outcome> | null;
}

/** The virtual CPUs' rules without a heap: before each step all tasks that are not parked are sorted. */
export function runNaively<Outcome>(
  foreground: number,
  background: number,
  random: Random,
  work: Work<Outcome>,
): void {
  const tasks: Task<Outcome>[] = [];
  const wake = (number: number, atNs: number) => {
    const task = tasks[number];
    if (!task.parked) return;
    task.parked = false;
    task.due = atNs;
    task.tie = random.uint32() % 65536;
  };
  for (let task = 0; task < foreground + background; task++) {
    tasks.push({ task, due: 0, tie: 0, parked: true, job: null });
  }
  for (let task = 0; task < foreground; task++) wake(task, 0);
  for (;;) {
    const awake = tasks.filter(({ parked }) => !parked);
    if (!awake.some(({ task }) => task < foreground)) return;
    awake.sort((a, b) => a.due - b.due || a.tie - b.tie || a.task - b.task);
    step(awake[0], random, work, { wake });
  }
}

function step<Outcome>(
  task: Task<Outcome>,
  random: Random,
  work: Work<Outcome>,
  waker: { wake(task: number, atNs: number): void },
): void {
  if (task.job === null) {
    const next = work.next(task.task, task.due, waker);
    if (next === PARKED) {
      task.parked = true;
      return;
    }
    task.job = next;
  }
  const { done, value } = task.job.next();
  if (done) task.job = null;
  const costNs = done ? work.ended(task.task, value, task.due, waker) : value;
  const draw = random.uint32();
  task.tie = draw % 65536;
  // A tenth of the cost times the draw's upper half as a fraction of 65536, rounded down.
  const jitter = (BigInt(costNs) * BigInt(Math.floor(draw / 65536))) / 655_360n;
  task.due += costNs + Number(jitter);
}
