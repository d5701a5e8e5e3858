import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../src/common/random.js';
import { TIME_SLICE_NS } from '../../src/simulation/run-queues.js';
import { asleep, type CpuShape, VirtualCpus } from '../../src/simulation/virtual-cpus.js';
import { runNaively } from '../support/naive-cpus.js';
import { type Log, type RecordedOptions, RecordedWork } from '../support/recorded-work.js';

function assertAsNaive(
  shape: CpuShape,
  seed: number,
  jobs: number[][],
  options: RecordedOptions = {},
): Log {
  const work = new RecordedWork(jobs, options);
  const cpus = new VirtualCpus(shape, new Random(seed), work);
  while (cpus.run(1000));
  const naive = new RecordedWork(jobs, options);
  runNaively(shape, new Random(seed), naive);
  assert.deepEqual(work.log, naive.log);
  return work.log;
}

function assertTimePasses(log: Log): void {
  const times = log.flatMap((line) => line.match(/at (\d+)$/)?.slice(1) ?? []).map(Number);
  assert.ok(
    times.every((time, i) => i === 0 || times[i - 1] <= time),
    'time never goes back',
  );
}

/** Tasks that have a CPU each. */
const alone = (tasks: number): CpuShape => ({ foreground: tasks, background: 0, cpus: tasks });

const TASKS = Array.from({ length: 9 }, (_, task) => task);

test('virtual CPUs: same interleaving as the naive model that sorts all tasks before each step', () => {
  // Costs of few values make many tasks due at once.
  const cost = fc.oneof(fc.constantFrom(0, 1, 5), fc.integer({ min: 0, max: 100_000 }));
  const jobs = fc.array(fc.array(cost, { maxLength: 6 }), { maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(), jobs, (tasks, seed, all) => {
      const log = assertAsNaive(alone(tasks), seed, all);
      assertTimePasses(log);
      assert.equal(log.filter((line) => line.includes('ends')).length, all.length);
      assert.equal(log.filter((line) => line.includes('retires')).length, tasks);
    }),
  );
});

test('virtual CPUs: tasks that park, wake and sleep between jobs match the naive model', () => {
  const cost = fc.oneof(fc.constantFrom(0, 1, 5, TIME_SLICE_NS), fc.integer({ min: 0, max: 100 }));
  const step = fc.oneof(cost, fc.constantFrom(asleep(5), asleep(TIME_SLICE_NS)));
  const jobs = fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 40 });
  // Often several at once and at once, as a round of stores begins.
  const wake = fc.record({
    job: fc.nat({ max: 39 }),
    when: fc.constantFrom('taken' as const, 'ended' as const),
    tasks: fc.subarray(TASKS, { minLength: 1 }),
    inNs: fc.oneof(fc.constant(0), cost),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: TASKS.length }),
      fc.nat(),
      jobs,
      fc.array(cost, { minLength: 40, maxLength: 40 }),
      fc.array(wake, { maxLength: 30 }),
      fc.array(fc.nat({ max: 60 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: TASKS.length }),
      (foreground, seed, all, busyNs, wakes, idle, cpus) => {
        const shape = { foreground, background: TASKS.length - foreground, cpus };
        const log = assertAsNaive(shape, seed, all, { busyNs, wakes, idle });
        assertTimePasses(log);
      },
    ),
    { numRuns: 300 },
  );
});

test('virtual CPUs: a step takes its cost and at most a tenth more', () => {
  const cost = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(fc.nat(), fc.array(cost, { minLength: 1, maxLength: 10 }), (seed, costs) => {
      // One step a job on one CPU: a job's end is the next one's start.
      const work = new RecordedWork(costs.map((costNs) => [costNs]));
      const cpus = new VirtualCpus(alone(1), new Random(seed), work);
      while (cpus.run(1000));
      const ends = work.log.flatMap((line) => line.match(/ends \d+ at (\d+)/)?.slice(1) ?? []);
      let start = 0;
      for (const [i, end] of ends.map(Number).entries()) {
        assert.ok(end - start >= costs[i] && end - start <= costs[i] * 1.1, `job ${i}`);
        start = end;
      }
      assert.equal(ends.length, costs.length);
    }),
  );
});

test('virtual CPUs: 512 tasks all get work', () => {
  const jobs = Array.from({ length: 2000 }, (_, i) => [1000, (i * 37) % 500, 1000]);
  const log = assertAsNaive(alone(512), 7, jobs);
  const workers = new Set(
    log.filter((line) => line.includes('ends')).map((line) => line.split(' ')[0]),
  );
  assert.equal(workers.size, 512);
});
