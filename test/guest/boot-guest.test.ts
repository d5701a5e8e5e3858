import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../src/common/errors.js';
import { bootGuest, type GuestOptions } from '../../src/guest/boot-guest.js';
import type { GuestResults } from '../../src/guest/results.js';
import { temporaryFolder } from '../support/files.js';
import { consoleOf, KERNEL_LINE } from '../support/guest-console.js';
import { ANSWER, answerWith, KERNEL, machineDouble, PLAN } from '../support/machine-double.js';

const folder = temporaryFolder();
process.env.XDG_CACHE_HOME = `${folder}/cache`;

function boot(lines: readonly string[], then?: string, more: Partial<GuestOptions> = {}) {
  const qemu = machineDouble(folder, lines, then);
  return bootGuest(KERNEL, PLAN, {
    ...{ qemu, memoryBytes: 1 << 28, cpus: 1, nodes: 1, timeLimitMs: 30_000 },
    ...more,
  });
}

async function fails(booted: Promise<GuestResults>, exitCode: number, message: RegExp) {
  await assert.rejects(booted, (error) => {
    if (!(error instanceof Failure)) throw error;
    assert.equal(error.exitCode, exitCode, error.message);
    assert.doesNotMatch(error.message, /\n/);
    assert.match(error.message, message);
    return true;
  });
}

/** The answer with times of folios. */
function withTimes(ns: string): string[] {
  const times = { type: 'times', cell: 0, ns };
  return consoleOf(
    ANSWER.flatMap((line) => ('type' in line && line.type === 'tally' ? [line, times] : [line])),
  );
}

describe('guest', () => {
  it('that answers gives its figures, and its cells are heard of as they begin', async () => {
    const heard: number[] = [];
    const observer = { cellBegins: (cell: number) => heard.push(cell) };
    const results = await boot(consoleOf(ANSWER), undefined, { observer });
    assert.equal(results.cells.length, 1);
    assert.deepEqual(results.cells[0].verdicts, [{ verdict: 'stored', folios: 2 }]);
    assert.deepEqual(heard, [0]);
  });

  it('that hangs is a failure of the environment, with how far it came', async () => {
    const limit = { timeLimitMs: 500 };
    const hang = 'while :; do sleep 0.1; done';
    await fails(boot(['starting'], hang, limit), 2, /no end before the first line .*: starting;/);
    const inCell = consoleOf(ANSWER).slice(0, 3);
    await fails(
      boot(inCell, hang, limit),
      2,
      /^kernel 6.18.1: .* in 0.5 s; found no end in cell 1/,
    );
  });

  it('that panics cannot be trusted once it has started', async () => {
    const panic = '[  3.0] Kernel panic - not syncing: zswap: oops';
    const started = [...consoleOf(ANSWER).slice(0, 2), panic];
    await fails(boot(started), 3, /a panic in cell 1: zswap: oops/);
    const noRoot = '[ 1.0] Kernel panic - not syncing: No working init found.';
    await fails(boot([noRoot]), 2, /^vmlinuz: .* an end before the first line .*: No working init/);
  });

  it('that prints garbage cannot be trusted, and its machine is ended at once', async () => {
    const hang = 'exec sleep 1000';
    await fails(boot(['zswap-bench: {"seq":0,"ty\u0001'], hang), 3, /a line with JSON/);
  });

  it('that lies cannot be trusted', async () => {
    const lies: [string[], RegExp][] = [
      [answerWith('kernel', { release: '6.18.2' }), /expected release 6.18.1.*found 6.18.2/],
      [answerWith('folios', { runs: '3s' }), /cell 1: expected 2 folios; found 3/],
      [answerWith('folios'), /cell 1: expected 2 folios; found 0/],
      [answerWith('tally', { comparedPages: 1 }), /expected 2 pages compared; found 1/],
      [answerWith('tally'), /expected a tally; found none/],
      [withTimes('1:1 1:1 1:1 '), /cell 1: expected times of 2 folios; found 3/],
      [answerWith('tally', { mismatchedPages: 3 }), /expected at most 2 changed pages; found 3/],
      [answerWith('tally', { outPages: 3 }), /expected at most 2 pages paged out; found 3/],
      [
        answerWith('tally', { peakPoolPages: 1e6 }),
        /at most 262144 pages of the pool .*found 1000000/,
      ],
      [answerWith('tally', { comparedPages: -1 }), /a line with "comparedPages" of 0 or more/],
      [answerWith('tally', { outNs: 1e300 }), /a line with a whole number "outNs"/],
      [refusalOf(2), /expected at most 1 as the first refused folio; found 2/],
      [answerWith('counters'), /expected counters of zswap at "start"; found none/],
      [consoleOf([KERNEL_LINE, { type: 'done', cells: 0 }]), /expected 1 cells; found 0/],
    ];
    for (const [lines, message] of lies) await fails(boot(lines), 3, message);
  });

  it('that floods the console is ended, with the last line', async () => {
    const flood = (line: string) => `while :; do yes '${line}' | head -c 4194304 >&7; done`;
    await fails(
      boot(consoleOf(ANSWER).slice(0, 2), flood('BUG: soft lockup')),
      3,
      /at most 16M of the kernel's own lines; found more in cell 1; last line: .*BUG: soft lockup;/,
    );
    await fails(boot([], flood('no disk')), 2, /found more before the first line of the guest; /);
    const endless = `while :; do head -c 4194304 /dev/zero | tr '\\0' x >&7; done`;
    await fails(boot([], endless), 2, /last line: x{120};/);
  });

  it('that ends early is a failure of the environment, with the last words', async () => {
    await fails(
      boot([], 'echo no bios >&2; exit 1'),
      2,
      /an end before the first line .*: no bios;/,
    );
    await fails(boot(['words'], 'exit 0'), 2, /the guest: words;/);
    await fails(boot([]), 2, /an empty console/);
    const kvm = 'echo "KVM internal error. Suberror: 1" >&2; while :; do sleep 0.1; done';
    await fails(boot([], kvm), 2, /found a KVM internal error; do without KVM/);
  });

  it('whose kernel lacks zswap, or that cannot start, is a failure of the environment', async () => {
    await fails(boot(answerWith('kernel', { zswap: 0 })), 2, /CONFIG_ZSWAP is not set/);
    await fails(boot(answerWith('kernel', { debugfs: 0 })), 2, /CONFIG_DEBUG_FS is not set/);
    const error = { type: 'error', step: 'find the disks', errno: 19, text: 'No such device' };
    await fails(boot(consoleOf([KERNEL_LINE, error, { type: 'done', cells: 0 }])), 2, /find the d/);
  });

  it('needs QEMU, and names its package', async () => {
    const missing = { qemu: `${folder}/no-qemu` };
    await fails(boot([], '', missing), 2, /no-qemu: .* apt-get install qemu-system-x86/);
  });

  it('leaves no process and no file, whatever ends this one', async () => {
    // The double says by its own arguments where it is: ps finds it.
    const qemu = machineDouble(
      folder,
      consoleOf(ANSWER).slice(0, 2),
      'while :; do sleep 0.1; done',
    );
    const program = fileURLToPath(new URL('../support/boot-double.js', import.meta.url));
    const left = readdirSync(process.env.XDG_CACHE_HOME as string, { recursive: true });
    for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
      const child = spawn(process.execPath, [program, qemu], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      assert.equal(processesOf(qemu), 1);
      child.kill(signal);
      await once(child, 'close');
      for (let tries = 0; processesOf(qemu) > 0 && tries < 500; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      assert.equal(processesOf(qemu), 0, signal);
    }
    assert.deepEqual(readdirSync(process.env.XDG_CACHE_HOME as string, { recursive: true }), left);
  });
});

/** An answer whose first refusal is a folio of that number. */
function refusalOf(folio: number): string[] {
  const refusal = { type: 'first-refusal', cell: 0, folio, storedPages: 1, poolPages: 1 };
  return consoleOf([...ANSWER.slice(0, 2), refusal, ...ANSWER.slice(2)]);
}

/** How many processes run a program. */
function processesOf(program: string): number {
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return all.split('\n').filter((line) => line.startsWith(`/bin/sh ${program} `)).length;
}
