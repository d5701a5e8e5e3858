import type { Work } from '../../src/engine/virtual-cpus.js';
import type { Random } from '../../src/memory/random.js';

interface Task<Outcome> {
  readonly task: number;
  due: number;
  tie: number;
  work: Generator<number, Outcome, void> | null;
}

/** The virtual CPUs' rules without a heap: before each step all tasks are sorted. */
export function runNaively<Outcome>(count: number, random: Random, work: Work<Outcome>): void {
  let tasks: Task<Outcome>[] = [];
  for (let task = 0; task < count; task++) {
    tasks.push({ task, due: 0, tie: random.uint32() % 65536, work: null });
  }
  while (tasks.length > 0) {
    tasks.sort((a, b) => a.due - b.due || a.tie - b.tie || a.task - b.task);
    const next = tasks[0];
    next.work ??= work.next(next.task, next.due);
    if (next.work === null) {
      tasks = tasks.slice(1);
      continue;
    }
    const step = next.work.next();
    const draw = random.uint32();
    next.tie = draw % 65536;
    if (step.done === true) {
      next.work = null;
      work.ended(next.task, step.value, next.due);
    } else {
      // A tenth of the cost times the draw's upper half as a fraction of 65536, rounded down.
      const jitter = (BigInt(step.value) * BigInt(Math.floor(draw / 65536))) / 655_360n;
      next.due += step.value + Number(jitter);
    }
  }
}
