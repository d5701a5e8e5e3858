import assert from 'node:assert/strict';
import { mkdtempSync, statfsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Failure } from '../../../src/common/errors.js';
import {
  checkRunningMachine,
  checkSwapFolder,
  chunkPagesFor,
  machineMemory,
} from '../../../src/guest/live/machine-checks.js';
import { type GuestPlan, UNLIMITED } from '../../../src/guest/plan.js';
import { fakeMachine } from '../../support/fake-machine.js';
import { temporaryFolder } from '../../support/files.js';

const folder = temporaryFolder();

function machine(more: Readonly<Record<string, string>> = {}): string {
  return fakeMachine(mkdtempSync(`${folder}/machine-`), more);
}

function refuses(check: () => void, message: RegExp): void {
  assert.throws(check, (error) => {
    assert.ok(error instanceof Failure);
    assert.equal(error.exitCode, 2);
    assert.match(error.message, message);
    return true;
  });
}

function plan(maxPoolPercent: number): GuestPlan {
  const cell = { ...UNLIMITED, compressor: 'lz4', corpus: 0, folioPages: 16, offerPages: 1000 };
  return { corpora: [], cells: [{ ...cell, maxPoolPercent, scenario: 'fill' }] };
}

describe('running machine', () => {
  it('is taken by root where no swap is in use', () => {
    checkRunningMachine(machine(), 0);
  });

  it('is refused without root, with swap, and without zswap', () => {
    refuses(() => checkRunningMachine(machine(), 1000), /expected root; found user 1000; .*sudo/);
    const swaps = { 'proc/swaps': 'Filename Type\n/dev/sda2 partition 1 0 -2\n' };
    refuses(() => checkRunningMachine(machine(swaps), 0), /no swap in use; found \/dev\/sda2;/);
    refuses(() => checkRunningMachine(mkdtempSync(`${folder}/none-`), 0), /a kernel with zswap/);
  });

  it('is refused where the memory controller is in cgroup v1', () => {
    const without = { 'sys/fs/cgroup/cgroup.controllers': 'cpu pids\n' };
    refuses(
      () => checkRunningMachine(machine(without), 0),
      /found 'cpu pids'; boot with cgroup v2/,
    );
  });

  it('has room for the pool and some pages, or is refused', () => {
    const memory = machineMemory(machine());
    assert.deepEqual(memory, { totalPages: 2097152, availablePages: 1048576 });
    // A quarter of what the pool of 20971 pages and a reserve of 65536 leave.
    assert.equal(chunkPagesFor(plan(1), memory), Math.floor((1048576 - 20972 - 65536) / 4));
    refuses(
      () => chunkPagesFor(plan(50), memory),
      /expected 4360M of available memory .* 50% of RAM; found 4G;/,
    );
  });

  it('has swap on a disk with room for it, or is refused', (t) => {
    checkSwapFolder(folder, 4096);
    refuses(
      () => checkSwapFolder(folder, 2 ** 60),
      /for the swap file in .*; found .* free; offer less/,
    );
    if (statfsSync('/dev/shm').type !== 0x01021994) return t.skip('no tmpfs at /dev/shm');
    refuses(
      () => checkSwapFolder('/dev/shm', 4096),
      /a folder on a disk .*; found tmpfs at \/dev\/shm/,
    );
  });
});
