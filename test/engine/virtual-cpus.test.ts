import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VirtualCpus } from '../../src/engine/virtual-cpus.js';
import { Random } from '../../src/memory/random.js';
import { type Log, RecordedWork } from '../support/recorded-work.js';
import { scriptedRandom } from '../support/scripted-random.js';

/** A draw: its upper half lengthens a step, its lower half decides between tasks that are due at once. */
const draw = (jitter: number, tie: number) => jitter * 0x1_0000 + tie;

function run(tasks: number, random: Random, jobs: number[][], steps = 1_000_000): Log {
  const work = new RecordedWork(jobs);
  const cpus = new VirtualCpus(tasks, random, work);
  while (cpus.run(steps));
  return work.log;
}

test('two tasks, three jobs, by hand', () => {
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

test('of two tasks alike in everything, the lower number goes first', () => {
  const { random } = scriptedRandom(Array(20).fill(0));
  const log = run(3, random, [[10], [10], [10]]);
  assert.deepEqual(
    log.filter((line) => line.includes('ends')),
    ['0 ends 0 at 10', '1 ends 1 at 10', '2 ends 2 at 10'],
  );
});

test('a step is done when its time has passed, not when it is announced', () => {
  // Task 0 announces 1000 ns, task 1 then 10 ns: task 1's step comes first.
  const { random } = scriptedRandom([0, 1, ...Array(20).fill(0)]);
  const log = run(2, random, [
    [1000, 1],
    [10, 1],
  ]);
  assert.ok(log.indexOf('1 is at 1.1') < log.indexOf('0 is at 0.1'), log.join('\n'));
});

test('a seeded schedule is the same for ever', () => {
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

test('the same seed gives the same interleaving, another seed another', () => {
  const jobs = Array.from({ length: 30 }, (_, i) => [100, 100 + i, 100]);
  const log = run(4, new Random('a'), jobs);
  assert.deepEqual(run(4, new Random('a'), jobs), log);
  assert.deepEqual(run(4, new Random('a'), jobs, 1), log, 'however few steps are run at once');
  assert.notDeepEqual(run(4, new Random('b'), jobs), log);
});

test('run() does as many steps as it is asked for and tells whether work is left', () => {
  const work = new RecordedWork([[5, 5]]);
  const cpus = new VirtualCpus(1, new Random(1), work);
  assert.equal(cpus.run(0), true);
  assert.equal(work.log.join(), '');
  assert.equal(cpus.run(1), true);
  assert.equal(work.log.join(), '0 takes 0 at 0,0 is at 0.0');
  assert.equal(cpus.run(2), true, 'the second step and the end');
  assert.equal(cpus.run(1), false, 'the task finds nothing to do');
  assert.equal(cpus.run(1), false);
  assert.equal(work.log.filter((line) => line.includes('retires')).length, 1);
});
