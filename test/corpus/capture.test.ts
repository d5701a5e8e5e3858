import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PAGE_SIZE } from '../../src/common/page.js';
import { type CaptureOptions, captureProcess } from '../../src/corpus/capture.js';
import { PageCopy } from '../../src/corpus/page-copy.js';
import { openPageSource } from '../../src/corpus/page-source.js';
import { temporaryFolder } from '../support/files.js';
import { type FrozenProcess, frozenProcess } from '../support/frozen-process.js';
import { type ReadPage, readPages, runsOf } from '../support/page-readers.js';
import { assertInputFailure } from '../support/refusals.js';

const folder = temporaryFolder();

// Written pages, pages written with zeros, pages that were only read (the kernel's shared zero page) and pages never
// touched.
const WORKLOAD = `
  const written = Buffer.alloc(5 << 20);
  for (let at = 0; at < written.length; at += 4096) written.write('page ' + at, at);
  const read = Buffer.alloc(4 << 20);
  let sum = 0;
  for (let at = 0; at < read.length; at += 4096) sum += read[at];
  const wiped = Buffer.alloc(2 << 20, 1).fill(0);
  globalThis.kept = [written, read, wiped, Buffer.alloc(64 << 20)];
  console.log('ready', sum);
  setInterval(() => kept, 1e9);`;

async function captured(
  options: Omit<CaptureOptions, 'freeze'>,
): Promise<{ path: string; pages: number }> {
  const path = join(folder, 'captured.core');
  const file = openSync(path, 'w');
  const write = async (bytes: Uint8Array) => void writeSync(file, bytes);
  try {
    const { pages } = await captureProcess({ freeze: true, ...options }, new PageCopy({ write }));
    return { path, pages };
  } finally {
    closeSync(file);
  }
}

/** Swappable page frames of each mapping according to /proc. Zero pages may be the shared zero page. */
function swappableFrames(pid: number): Set<number>[] {
  const pagemap = openSync(`/proc/${pid}/pagemap`, 'r');
  const mappings: Set<number>[] = [];
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [addresses = '', permissions = ''] = line.split(' ');
    if (!permissions.startsWith('rw') || !permissions.endsWith('p')) continue;
    const [start, end] = addresses.split('-').map((address) => Number.parseInt(address, 16) / 4096);
    const entries = Buffer.alloc((end - start) * 8);
    readSync(pagemap, entries, 0, entries.length, start * 8);
    const frames = new Set<number>();
    for (let i = 0; i < end - start; i++) {
      const entry = entries.readBigUInt64LE(i * 8);
      const here = entry >> 62n !== 0n;
      const ofFile = (entry >> 61n) & 1n;
      if (here && ofFile === 0n) frames.add(start + i);
    }
    mappings.push(frames);
  }
  closeSync(pagemap);
  return mappings;
}

describe('capture of a process', () => {
  let child: FrozenProcess;
  let pid = 0;
  let memory = 0;
  let pages: ReadPage[] = [];
  let counted = 0;

  function inMemory(pfn: number): Buffer {
    const page = Buffer.alloc(PAGE_SIZE);
    assert.equal(readSync(memory, page, 0, PAGE_SIZE, pfn * PAGE_SIZE), PAGE_SIZE);
    return page;
  }

  before(async () => {
    child = await frozenProcess(WORKLOAD);
    pid = child.pid;
    memory = openSync(`/proc/${pid}/mem`, 'r');
    const core = await captured({ pid, seed: 1 });
    counted = core.pages;
    pages = await readPages(core.path);
  });

  after(() => {
    child.kill('SIGKILL');
    closeSync(memory);
  });

  it('has pages equal to the memory of the process', () => {
    assert.equal(pages.length, counted);
    assert.ok(pages.length > 1500, `${pages.length} pages`);
    for (const { pfn, bytes } of pages) assert.ok(bytes.equals(inMemory(pfn)), `page ${pfn}`);
  });

  it('has exactly the swappable pages, without the shared zero page', () => {
    const mappings = swappableFrames(pid);
    const expected = new Set(mappings.flatMap((frames) => [...frames]));
    for (const { pfn } of pages) assert.ok(expected.delete(pfn), `page ${pfn}`);
    for (const pfn of expected) assert.ok(inMemory(pfn).every((byte) => byte === 0));
    assert.ok(expected.size >= 1000, 'the 1024 pages that were only read are shared');
  });

  it('has the written pages', () => {
    const found = new Set<number>();
    for (const { bytes } of pages) {
      const text = /page (\d+)\0/.exec(bytes.toString('latin1', 0, 64));
      if (text !== null) found.add(Number(text[1]));
    }
    for (let at = 0; at < 5 << 20; at += PAGE_SIZE) assert.ok(found.has(at), `page ${at}`);
  });

  it('records in a note that all of its pages were present', async () => {
    const source = await openPageSource(join(folder, 'captured.core'));
    await source.close();
    assert.equal(source.presence, 'present');
  });

  it('has the zero pages that were written, and not the shared zero page', () => {
    const zeros = pages.filter(({ bytes }) => bytes.every((byte) => byte === 0));
    assert.ok(zeros.length >= 510, `${zeros.length} pages of zeros`);
    assert.ok(zeros.length < 1024, 'pages that were only read are left out');
  });

  it('has runs of adjacent pages of one mapping', () => {
    const mappings = swappableFrames(pid);
    for (const run of runsOf(pages)) {
      assert.equal(run.at(-1), run[0] + run.length - 1);
      const own = mappings.find((frames) => frames.has(run[0])) as Set<number>;
      assert.ok(run.every((pfn) => own.has(pfn)));
    }
  });

  it('has a sample that is a subset of the whole', async () => {
    const sample = await captured({ pid, seed: 5, sampleBytes: 3 << 20 });
    assert.ok(sample.pages > 0 && sample.pages * PAGE_SIZE <= 3 << 20, `${sample.pages} pages`);
    const whole = new Map(pages.map(({ pfn, bytes }) => [pfn, bytes]));
    for (const { pfn, bytes } of await readPages(sample.path)) {
      assert.ok(whole.get(pfn)?.equals(bytes));
    }
  });
});

const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], {
  encoding: 'utf8',
});
const withoutPython = python.status === 0 ? false : 'python3 is needed to create the memory';

describe('capture of shared memory', () => {
  const skip = withoutPython;

  it('includes it where no file is behind it', { skip }, async () => {
    const script = [
      'import mmap, time',
      'memory = mmap.mmap(-1, 1 << 20)',
      'for at in range(0, 1 << 20, 4096): memory[at : at + 8] = b"shared!!"',
      'print("ready", flush=True)',
      'time.sleep(1e6)',
    ].join('\n');
    const child = await frozenProcess(script, [python.stdout.trim(), '-c']);
    try {
      const { path } = await captured({ pid: child.pid, seed: 1 });
      const shared = (await readPages(path)).filter(
        ({ bytes }) => bytes.toString('latin1', 0, 8) === 'shared!!',
      );
      assert.equal(shared.length, 256);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

describe('capture of swapped-out memory', () => {
  const swaps = readFileSync('/proc/swaps', 'utf8').trim().split('\n').length - 1;
  const skip = withoutPython || (swaps === 0 && 'no swap');

  it('includes it, with zero pages', { skip }, async () => {
    const script = [
      'import mmap, time',
      'memory = mmap.mmap(-1, 4 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)',
      'for at in range(0, 4 << 20, 8192):',
      '    memory[at : at + 8] = b"swapped!"',
      '    memory[at + 4096] = 0',
      'memory.madvise(21)', // MADV_PAGEOUT
      'print("ready", flush=True)',
      'time.sleep(1e6)',
    ].join('\n');
    const child = await frozenProcess(script, [python.stdout.trim(), '-c']);
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      assert.ok(Number(/VmSwap:\s*(\d+)/.exec(status)?.[1]) > 3000, 'most of it is swapped out');
      const { path } = await captured({ pid: child.pid, seed: 1 });
      const pages = await readPages(path);
      const written = pages.filter(({ bytes }) => bytes.toString('latin1', 0, 8) === 'swapped!');
      const zeros = pages.filter(({ bytes }) => bytes.every((byte) => byte === 0));
      assert.equal(written.length, 512);
      assert.ok(zeros.length >= 512, `${zeros.length} pages of zeros`);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

describe('capture: refused', () => {
  it('for a process that does not exist', async () => {
    const { pid } = spawnSync('true');
    await assert.rejects(captured({ pid, seed: 1 }), (error) => {
      assertInputFailure(error, `process ${pid}`);
      assert.match(error.message, /expected a running process; .*check the process id/);
      return true;
    });
  });

  it('for a process without memory of its own', async (test) => {
    let name = '';
    try {
      name = readFileSync('/proc/2/comm', 'utf8').trim();
    } catch {}
    if (name !== 'kthreadd') return test.skip('no kernel thread is visible here');
    await assert.rejects(captured({ pid: 2, seed: 1 }), (error) => {
      assertInputFailure(error, 'process 2');
      return true;
    });
  });
});
