import type { Random } from '../../src/common/random.js';
import { TIME_SLICE_NS } from '../../src/simulation/run-queues.js';
import { type CpuShape, type Job, PARKED, type Work } from '../../src/simulation/virtual-cpus.js';

interface Task<Outcome> {
  readonly task: number;
  state: 'parked' | 'sleeping' | 'waiting' | 'running';
  due: number;
  tie: number;
  cpu: number;
  /** Of a waiting task: what is left of its step, and when it began to wait, as a count of waits. */
  left: number;
  waitsSince: number;
  sliceEnd: number;
  job: Job<Outcome> | null;
}

/** The rules of virtual CPUs in the plainest way: before each event all tasks that are due are sorted. */
export function runNaively<Outcome>(shape: CpuShape, random: Random, work: Work<Outcome>): void {
  const tasks: Task<Outcome>[] = [];
  let waits = 0;
  const wake = (number: number, atNs: number, near = number) => {
    const task = tasks[number];
    if (task.state !== 'parked') return;
    task.state = 'sleeping';
    task.due = atNs;
    task.tie = random.uint32() % 65536;
    task.cpu = tasks[near].cpu;
  };
  for (let task = 0; task < shape.foreground + shape.background; task++) {
    const cpu = task % shape.cpus;
    tasks.push({
      ...{ task, state: 'parked', due: 0, tie: 0, cpu, left: 0, waitsSince: 0, sliceEnd: 0 },
      job: null,
    });
  }
  for (let task = 0; task < shape.foreground; task++) wake(task, 0);

  const onCpu = (cpu: number) => tasks.find((task) => task.state === 'running' && task.cpu === cpu);
  const waiting = (cpu: number) =>
    tasks
      .filter((task) => task.state === 'waiting' && task.cpu === cpu)
      .sort((a, b) => a.waitsSince - b.waitsSince);
  const start = (task: Task<Outcome>, now: number) => {
    task.state = 'running';
    task.due = now + task.left;
    task.left = 0;
    task.sliceEnd = now + TIME_SLICE_NS;
  };
  const wait = (task: Task<Outcome>, left: number) => {
    task.state = 'waiting';
    task.left = left;
    task.waitsSince = waits++;
  };
  const free = (cpu: number, now: number) => {
    const [next] = waiting(cpu);
    if (next !== undefined) start(next, now);
  };
  const lengthened = (task: Task<Outcome>, costNs: number): number => {
    const draw = random.uint32();
    task.tie = draw % 65536;
    // A tenth of the cost times the draw's upper half as a fraction of 65536, rounded down.
    return costNs + Number((BigInt(costNs) * BigInt(Math.floor(draw / 65536))) / 655_360n);
  };
  const cpus = { wake, cpuOf: (number: number) => tasks[number].cpu };
  const sleep = (task: Task<Outcome>, now: number, ns: number) => {
    task.state = 'sleeping';
    task.due = now + ns;
    free(task.cpu, now);
  };
  const giveWay = (task: Task<Outcome>, now: number, left: number) => {
    const [next] = waiting(task.cpu);
    wait(task, left);
    start(next, now);
  };

  for (;;) {
    if (tasks.every(({ task, state }) => task >= shape.foreground || state === 'parked')) return;
    const [task] = tasks
      .filter(({ state }) => state === 'sleeping' || state === 'running')
      .sort((a, b) => a.due - b.due || a.tie - b.tie || a.task - b.task);
    const now = task.due;
    if (task.state === 'sleeping') {
      const idle = Array.from({ length: shape.cpus }, (_, cpu) => cpu).filter((cpu) => !onCpu(cpu));
      if (idle.length === 0) {
        wait(task, 0);
        continue;
      }
      if (!idle.includes(task.cpu)) task.cpu = idle[0];
      start(task, now);
    }
    if (task.job === null) {
      const next = work.next(task.task, now, cpus);
      if (next === PARKED) {
        task.state = 'parked';
        free(task.cpu, now);
        continue;
      }
      task.job = next;
    }
    const { done, value } = task.job.next();
    if (done) {
      task.job = null;
      const sleepNs = lengthened(task, work.ended(task.task, value, now, cpus));
      if (sleepNs > 0) sleep(task, now, sleepNs);
      else if (waiting(task.cpu).length > 0) giveWay(task, now, 0);
      else task.due = now;
    } else if (value < 0) {
      sleep(task, now, lengthened(task, -value));
    } else {
      const costNs = lengthened(task, value);
      if (waiting(task.cpu).length > 0 && now >= task.sliceEnd) giveWay(task, now, costNs);
      else task.due = now + costNs;
    }
  }
}
