import { closeSync, ftruncateSync, readFileSync } from 'node:fs';
import { PAGE_SIZE } from '../common/page.js';
import { openUnnamedFile, unnamedFileOf } from '../common/unnamed-file.js';
import { checkResults } from './check-results.js';
import { type CpioEntry, cpioArchive } from './cpio.js';
import { guestFailure, untrustedGuest } from './guest-failure.js';
import { guestProgram } from './guest-program.js';
import type { OpenedKernel } from './kernel/kernel.js';
import { type KernelModule, resolveModules } from './kernel/modules.js';
import { swapBytes, writePages } from './page-disk.js';
import { type GuestPlan, planText } from './plan.js';
import type { GuestResults } from './results.js';
import { runTool } from './run-tool.js';
import { type GuestObserver, Transcript } from './transcript.js';
import {
  type Acceleration,
  type EndedMachine,
  type MachineFiles,
  type MachineOptions,
  runMachine,
  usableAcceleration,
} from './virtual-machine.js';
import { cacheFolder } from './xdg-folders.js';

// A real kernel in a virtual machine, from a plan to figures:
//
//   live/         the same guest program on the running machine, behind the same kernel-host.ts
//   kernel/       an image, its release, its modules, its config, from a file, a folder, a build tree or packages
//   guest/ (C)    the one program in the machine; built by guest-program.ts
//   cpio.ts       the initramfs: that program, the modules, the plan (plan.ts)
//   virtual-machine.ts
//                 QEMU, with disks that have no name: nothing is left of them or of it, whatever ends this process
//   transcript.ts, cell-reader.ts, line.ts, warnings.ts
//                 the console, line by line, into results.ts; a line that cannot be the guest's is a Failure
//   check-results.ts
//                 whether the figures can be an answer to the plan at all
//
// Nothing here judges a kernel: that is for the commands.

export interface GuestOptions {
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly nodes: number;
  readonly timeLimitMs: number;
  /** Left out: KVM where it can be used. */
  readonly acceleration?: Acceleration;
  /** Left out: found in PATH. */
  readonly qemu?: string;
  readonly observer?: GuestObserver;
}

const QEMU = 'qemu-system-x86_64';

/** Modules for the disks and for zswap itself. */
const MACHINE_MODULES = ['virtio_pci', 'virtio_blk', 'zsmalloc'];

// Of the memory, what pages may take that are touched and not yet paged out: the pool, the page cache and refused folios
// that are still in the swap cache need the rest.
const CHUNK_SHARE = 0.35;

/** Boots a kernel, has its guest carry a plan out, and returns the figures. Throws a `Failure` where that is not possible. */
export async function bootGuest(
  kernel: OpenedKernel,
  plan: GuestPlan,
  options: GuestOptions,
): Promise<GuestResults> {
  const qemu = options.qemu ?? QEMU;
  // Checked first: a missing program ends the command before it reads any pages.
  await runTool({ program: qemu, debianPackage: 'qemu-system-x86' }, ['--version']);
  const launcher = await guestProgram();
  const initramfs = await initramfsOf(kernel, plan, options, launcher);
  const transcript = new Transcript(options.observer);
  const opened: number[] = [];
  try {
    const files = await machineFiles(kernel, plan, initramfs, opened);
    const machine: MachineOptions = {
      ...options,
      launcher,
      qemu,
      acceleration: options.acceleration ?? usableAcceleration(),
    };
    const ended = await runMachine(machine, files, (line) => transcript.take(line));
    if (!transcript.done) throw notDone(kernel, transcript, ended, options.timeLimitMs);
  } finally {
    for (const fd of opened) closeSync(fd);
  }
  const results = transcript.results();
  checkResults(kernel, plan, results);
  return results;
}

async function initramfsOf(
  kernel: OpenedKernel,
  plan: GuestPlan,
  options: GuestOptions,
  program: string,
): Promise<Uint8Array> {
  const compressors = plan.cells.map(({ compressor }) => compressor);
  const modules = await resolveModules(kernel.files, [...MACHINE_MODULES, ...compressors]);
  const memoryPages = options.memoryBytes / PAGE_SIZE;
  const text = planText(plan, {
    chunkPages: Math.floor(memoryPages * CHUNK_SHARE),
    nodes: options.nodes,
  });
  return cpioArchive([
    { path: 'init', content: readFileSync(program), executable: true },
    { path: 'plan', content: Buffer.from(text) },
    { path: 'modules', content: null },
    ...modules.map(moduleEntry),
    ...['dev', 'proc', 'sys'].map((path) => ({ path, content: null })),
  ]);
}

/** The guest loads modules by their numbers. */
function moduleEntry({ content }: KernelModule, index: number): CpioEntry {
  return { path: `modules/${String(index).padStart(4, '0')}.ko`, content };
}

async function machineFiles(
  kernel: OpenedKernel,
  plan: GuestPlan,
  initramfs: Uint8Array,
  opened: number[],
): Promise<MachineFiles> {
  const folder = cacheFolder();
  const keep = (fd: number) => {
    opened.push(fd);
    return fd;
  };
  const files: MachineFiles = {
    image: keep(unnamedFileOf(folder, kernel.image)),
    initramfs: keep(unnamedFileOf(folder, initramfs)),
    swap: keep(openUnnamedFile(folder)),
    pages: keep(openUnnamedFile(folder)),
    console: keep(openUnnamedFile(folder)),
  };
  ftruncateSync(files.swap, swapBytes(plan));
  await writePages(files.pages, plan);
  return files;
}

function notDone(
  { path, release }: OpenedKernel,
  { panic, progress, started, lastLine }: Transcript,
  { end, qemuSaid }: EndedMachine,
  timeLimitMs: number,
) {
  const subject = started ? `kernel ${release}` : path;
  const expected = 'a guest that carries its plan out';
  if (panic !== null && started) {
    return untrustedGuest({
      subject,
      expected,
      found: `a panic ${progress}: ${panic}`,
      remedy: 'look for the fault in the kernel',
    });
  }
  if (end === 'time limit') {
    return guestFailure({
      subject,
      expected: `${expected} in ${timeLimitMs / 1000} s`,
      found: `no end ${progress}; last line of its console: ${lastLine}`,
      remedy: 'raise the time limit, offer less, or look for the fault in the kernel',
    });
  }
  if (end === 'KVM internal error') {
    return guestFailure({
      subject,
      expected,
      found: 'a KVM internal error',
      remedy: 'do without KVM',
    });
  }
  return guestFailure({
    subject,
    expected,
    found: `an end ${progress}: ${panic ?? (qemuSaid || lastLine || 'an empty console')}`,
    remedy: 'check that it is a kernel for x86-64 with the options that a guest needs',
  });
}
