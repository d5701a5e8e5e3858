import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../src/common/random.js';
import { TIME_SLICE_NS } from '../../src/simulation/run-queues.js';
import { VirtualCpus } from '../../src/simulation/virtual-cpus.js';
import { type Log, type RecordedOptions, RecordedWork } from '../support/recorded-work.js';
import { scriptedRandom } from '../support/scripted-random.js';

/** A draw: its upper half lengthens a step, its lower half decides between tasks that are due at once. */
const draw = (jitter: number, tie: number) => jitter * 0x1_0000 + tie;

function run(
  tasks: number,
  random: Random,
  jobs: number[][],
  { steps = 1e6, cpus = tasks } = {},
): Log {
  const work = new RecordedWork(jobs);
  const engine = new VirtualCpus({ foreground: tasks, background: 0, cpus }, random, work);
  while (engine.run(steps));
  return work.log;
}

test('virtual CPUs: two tasks and three jobs, by hand', () => {
  const { random, left } = scriptedRandom([
    draw(9, 5), // task 0's tie at the start
    draw(9, 3), // task 1's: it goes first
    draw(0x8000, 1), // job 0, 1000 ns: 1000 x 32768 / 655360 = 50 more, due at 1050
    draw(0xffff, 0), // job 1, 900 ns: 900 x 65535 / 655360 = 89.99, so 89 more, due at 989
    draw(9, 7), // job 1 ends at 989, which takes no time
    draw(0, 2), // job 2, 61 ns: nothing more, due at 1050 like task 1, but its tie is 2 and not 1
    draw(0x4000, 0), // job 0, 500 ns: 500 x 16384 / 655360 = 12.5, so 12 more, due at 1562
    draw(9, 9), // job 2 ends at 1050; then task 0 finds nothing to do
    draw(9, 9), // job 0 ends at 1562
  ]);
  assert.deepEqual(run(2, random, [[1000, 500], [900], [61]]), [
    '1 takes 0 at 0',
    '1 is at 0.0',
    '0 takes 1 at 0',
    '0 is at 1.0',
    '0 ends 1 at 989',
    '0 takes 2 at 989',
    '0 is at 2.0',
    '1 is at 0.1',
    '0 ends 2 at 1050',
    '0 retires at 1050',
    '1 ends 0 at 1562',
    '1 retires at 1562',
  ]);
  assert.equal(left(), 0);
});

test('virtual CPUs: the lower task number goes first in a tie', () => {
  const { random } = scriptedRandom(Array(20).fill(0));
  const log = run(3, random, [[10], [10], [10]]);
  assert.deepEqual(
    log.filter((line) => line.includes('ends')),
    ['0 ends 0 at 10', '1 ends 1 at 10', '2 ends 2 at 10'],
  );
});

test('virtual CPUs: a step takes effect when its time has passed', () => {
  // Task 0 announces 1000 ns, task 1 then 10 ns: task 1's step comes first.
  const { random } = scriptedRandom([0, 1, ...Array(20).fill(0)]);
  const log = run(2, random, [
    [1000, 1],
    [10, 1],
  ]);
  assert.ok(log.indexOf('1 is at 1.1') < log.indexOf('0 is at 0.1'), log.join('\n'));
});

test('virtual CPUs: pinned schedule of a seed', () => {
  // Two tasks, one job of one step each, as `Random` draws for this seed. The ties at the start are the lower halves of
  // the first two draws; each job's 1000 ns are lengthened by 1000 x (upper half) / 655360 of its own draw.
  const draws = new Random('two tasks');
  const [tie0, tie1] = [draws.uint32() % 65536, draws.uint32() % 65536];
  const [first, second] = tie0 < tie1 ? [0, 1] : [1, 0];
  const due = () => 1000 + Math.floor((1000 * Math.floor(draws.uint32() / 65536)) / 655360);
  const [dueFirst, dueSecond] = [due(), due()];
  const log = run(2, new Random('two tasks'), [[1000], [1000]]);
  assert.deepEqual(log.slice(0, 4), [
    `${first} takes 0 at 0`,
    `${first} is at 0.0`,
    `${second} takes 1 at 0`,
    `${second} is at 1.0`,
  ]);
  assert.ok(log.includes(`${first} ends 0 at ${dueFirst}`), log.join('\n'));
  assert.ok(log.includes(`${second} ends 1 at ${dueSecond}`), log.join('\n'));
  assert.deepEqual([first, dueFirst, dueSecond], [0, 1050, 1014]);
});

test('virtual CPUs: the interleaving depends on the seed', () => {
  const jobs = Array.from({ length: 30 }, (_, i) => [100, 100 + i, 100]);
  const log = run(4, new Random('a'), jobs);
  assert.deepEqual(run(4, new Random('a'), jobs), log);
  assert.deepEqual(
    run(4, new Random('a'), jobs, { steps: 1 }),
    log,
    'however few steps are run at once',
  );
  assert.notDeepEqual(run(4, new Random('b'), jobs), log);
});

test('virtual CPUs: run() does the given number of steps and returns whether work is left', () => {
  const work = new RecordedWork([[5, 5]]);
  const cpus = new VirtualCpus({ foreground: 1, background: 0, cpus: 1 }, new Random(1), work);
  assert.equal(cpus.run(0), true);
  assert.equal(work.log.join(), '');
  assert.equal(cpus.run(1), true);
  assert.equal(work.log.join(), '0 takes 0 at 0,0 is at 0.0');
  assert.equal(cpus.run(2), true, 'the second step and the end');
  assert.equal(cpus.run(1), false, 'the task finds nothing to do');
  assert.equal(cpus.run(1), false);
  assert.equal(work.log.filter((line) => line.includes('retires')).length, 1);
});

/** Tasks of both kinds without jitter; the first draws, for ties, are given. */
function runWoken(
  [foreground, background]: [number, number],
  ties: number[],
  jobs: number[][],
  options: RecordedOptions,
): Log {
  const work = new RecordedWork(jobs, options);
  const { random } = scriptedRandom([...ties, ...Array(50).fill(0)]);
  const cpus = new VirtualCpus(
    { foreground, background, cpus: foreground + background },
    random,
    work,
  );
  while (cpus.run(1000));
  return work.log;
}

test('virtual CPUs: a background task starts when woken; a second wake has no effect', () => {
  // Task 0's first job, done at 100, wakes task 1 for 130 and, in vain, for 105. Task 0 works on until 160, where it ends
  // the run: what task 1 has taken is left as it is.
  const wakes = [
    { job: 0, when: 'ended', tasks: [1], inNs: 30 },
    { job: 0, when: 'ended', tasks: [1], inNs: 5 },
  ] as const;
  assert.deepEqual(runWoken([1, 1], [], [[100], [60], [1000]], { wakes }), [
    '0 takes 0 at 0',
    '0 is at 0.0',
    '0 ends 0 at 100',
    '0 takes 1 at 100',
    '0 is at 1.0',
    '1 takes 2 at 130',
    '1 is at 2.0',
    '0 ends 1 at 160',
    '0 retires at 160',
  ]);
});

test('virtual CPUs: a parked task gets work only after a wake', () => {
  // Task 1's first question finds nothing; the end of job 0 wakes it for 15. Task 0 has more to do without being woken.
  const wakes = [{ job: 0, when: 'ended', tasks: [1], inNs: 5 }] as const;
  const jobs = [[10], [50], [20]];
  assert.deepEqual(runWoken([2, 0], [], jobs, { wakes, idle: [1] }), [
    '0 takes 0 at 0',
    '0 is at 0.0',
    '1 retires at 0',
    '0 ends 0 at 10',
    '0 takes 1 at 10',
    '0 is at 1.0',
    '1 takes 2 at 15',
    '1 is at 2.0',
    '1 ends 2 at 35',
    '1 retires at 35',
    '0 ends 1 at 60',
    '0 retires at 60',
  ]);
});

test('virtual CPUs: a task sleeps for the time that ended() returns', () => {
  assert.deepEqual(runWoken([1, 0], [], [[10], [1]], { busyNs: [500, 70] }), [
    '0 takes 0 at 0',
    '0 is at 0.0',
    '0 ends 0 at 10',
    '0 takes 1 at 510',
    '0 is at 1.0',
    '0 ends 1 at 511',
    '0 retires at 581',
  ]);
});

test('virtual CPUs: tasks woken for the current time run before the next step of the waker', () => {
  // Task 0 (tie 5) takes a job of 1000 ns and wakes 1, 2 and 3 (ties 1, 2, 9) at once: two that come before it and one
  // that comes after.
  const wakes = [{ job: 0, when: 'taken', tasks: [1, 2, 3], inNs: 0 }] as const;
  const log = runWoken([1, 3], [5, 1, 2, 9], [[1000], [500], [500], [10]], { wakes });
  assert.deepEqual(log.slice(0, 10), [
    '0 takes 0 at 0',
    '0 is at 0.0',
    '1 takes 1 at 0',
    '1 is at 1.0',
    '2 takes 2 at 0',
    '2 is at 2.0',
    '3 takes 3 at 0',
    '3 is at 3.0',
    '3 ends 3 at 10',
    '3 retires at 10',
  ]);
  assert.deepEqual(log.slice(-2), ['0 ends 0 at 1000', '0 retires at 1000']);
});

/** Three tasks on one CPU without jitter. */
function runOnOneCpu(jobs: number[][], options: RecordedOptions = {}): Log {
  const { random } = scriptedRandom(Array(100).fill(0));
  const work = new RecordedWork(jobs, options);
  const cpus = new VirtualCpus({ foreground: 3, background: 0, cpus: 1 }, random, work);
  while (cpus.run(1000));
  return work.log;
}

test('virtual CPUs: tasks of one CPU store one after another and take turns at the end of a job', () => {
  assert.deepEqual(runOnOneCpu([[10, 10], [10], [10], [10]]), [
    '0 takes 0 at 0',
    '0 is at 0.0',
    '0 is at 0.1',
    '0 ends 0 at 20',
    '1 takes 1 at 20',
    '1 is at 1.0',
    '1 ends 1 at 30',
    '2 takes 2 at 30',
    '2 is at 2.0',
    '2 ends 2 at 40',
    '0 takes 3 at 40',
    '0 is at 3.0',
    '0 ends 3 at 50',
    '1 retires at 50',
    '2 retires at 50',
    '0 retires at 50',
  ]);
});

test('virtual CPUs: a task that sleeps leaves its CPU to the next', () => {
  // Job 0 ends at 10 and its task sleeps until 60; jobs 1 and 2 run meanwhile, job 3 when it is back.
  const log = runOnOneCpu([[10], [20], [25], [5]], { busyNs: [50] });
  assert.deepEqual(
    log.filter((line) => line.includes('takes')),
    ['0 takes 0 at 0', '1 takes 1 at 10', '2 takes 2 at 30', '1 takes 3 at 55'],
  );
});

test('virtual CPUs: a task is preempted at the end of the step in which its time slice ends', () => {
  const step = TIME_SLICE_NS / 2;
  const log = runOnOneCpu([[step, step, step, step], [10], []]);
  // Its second step ends at the end of its slice. Its third is announced there and begins when the others are done.
  assert.deepEqual(
    log.filter((line) => /ends|takes|is at 0/.test(line)),
    [
      '0 takes 0 at 0',
      '0 is at 0.0',
      '0 is at 0.1',
      '0 is at 0.2',
      `1 takes 1 at ${TIME_SLICE_NS}`,
      `1 ends 1 at ${TIME_SLICE_NS + 10}`,
      `2 takes 2 at ${TIME_SLICE_NS + 10}`,
      `2 ends 2 at ${TIME_SLICE_NS + 10}`,
      '0 is at 0.3',
      `0 ends 0 at ${2 * TIME_SLICE_NS + 10}`,
    ],
  );
});
