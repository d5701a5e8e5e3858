import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOwnProcess } from '../support/peak-memory.js';

/** An exact run of scenario edge in a process of its own: rounds, and the most memory it ever took. */
function runEdge(limitPages: number) {
  const body = `
    const { runScene } = await load('../test/support/scene.js');
    const lengths = Array.from({ length: 500 }, (_, i) => 200 + ((i * 997) % 3800));
    const exact = await runScene({
      ...{ strategy: 'incremental', scenario: 'edge', lengths, folioPages: 16 },
      ...{ offerPages: 16 * 4 * 300, limitPages: input.limitPages },
    });
    const { rounds, shrinkWorkerRuns } = exact.progress;
    return { rounds, shrinkWorkerRuns, peakPages: exact.pool.peakPages - input.limitPages };`;
  return inOwnProcess<object>(body, { limitPages });
}

test('scenario edge takes no more memory below a limit of 128 TiB than below one of 4 MiB', () => {
  const small = runEdge(2 ** 10);
  const large = runEdge(2 ** 35);
  // Tasks whose stores are refused wait for the device, so the worker has a CPU at once: two runs a round.
  assert.deepEqual(large.returned, { rounds: 300, shrinkWorkerRuns: 600, peakPages: 9 });
  assert.ok(large.peakMiB - small.peakMiB < 24, `${large.peakMiB} MiB after ${small.peakMiB}`);
});
