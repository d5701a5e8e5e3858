import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { FileFollower } from './file-follower.js';
import { LineSplitter } from './line-splitter.js';

export type Acceleration = 'kvm' | 'tcg';

export interface MachineOptions {
  /** The guest program: it starts QEMU so that it ends with this process; guest/launch.h tells how. */
  readonly launcher: string;
  readonly qemu: string;
  readonly acceleration: Acceleration;
  readonly memoryBytes: number;
  readonly cpus: number;
  /** NUMA nodes, with an equal part of memory and CPUs each. */
  readonly nodes: number;
  readonly timeLimitMs: number;
}

/** Descriptors of a machine's files. */
export interface MachineFiles {
  readonly image: number;
  readonly initramfs: number;
  readonly swap: number;
  readonly pages: number;
  /** Console output of the machine, from the start of the file. */
  readonly console: number;
}

/** How a machine ended. */
export type MachineEnd = 'ended' | 'time limit' | 'KVM internal error';

export interface EndedMachine {
  readonly end: MachineEnd;
  /** The last line that QEMU itself printed, or ''. */
  readonly qemuSaid: string;
}

const MEBIBYTE = 1 << 20;

/** Interval at which the console file is read. */
const LOOK_MS = 50;

// On a busy host an emulated timer may miss the ticks by which a kernel checks it.
// Warnings and the guest's lines are printed, none of them held back or left out. A panic ends the machine.
const KERNEL_COMMAND_LINE =
  'console=ttyS0 no_timer_check loglevel=5 printk.devkmsg=on log_buf_len=4M panic=-1 rdinit=/init';

/**
 * KVM where its device can be opened and the processor has VT-x or AMD-V: without these flags there are hosts with a
 * /dev/kvm that carries only part of the instructions out.
 */
export function usableAcceleration(): Acceleration {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    const flags = readFileSync('/proc/cpuinfo', 'utf8');
    return /^flags\s*:.*\b(vmx|svm)\b/m.test(flags) ? 'kvm' : 'tcg';
  } catch {
    return 'tcg';
  }
}

/**
 * Runs a machine to its end and hands over the console line by line. If `take` throws, the machine is killed and the
 * promise rejected. It does not outlive this process, however that ends.
 */
export function runMachine(
  options: MachineOptions,
  files: MachineFiles,
  take: (line: string) => void,
): Promise<EndedMachine> {
  const { image, initramfs, swap, pages, console } = files;
  return new Promise((resolve, reject) => {
    const child = spawn(
      options.launcher,
      ['launch', String(process.pid), options.qemu, ...qemuArguments(options)],
      { stdio: ['ignore', 'ignore', 'pipe', image, initramfs, swap, pages, console] },
    );
    let end: MachineEnd = 'ended';
    let qemuSaid = '';
    const kill = () => {
      child.kill('SIGKILL');
      child.stderr?.destroy();
    };
    const stop = (reason: MachineEnd) => {
      end = reason;
      kill();
    };
    const lines = new LineSplitter(take);
    const follower = new FileFollower(console, (text) => lines.push(text));
    const timeLimit = setTimeout(() => stop('time limit'), options.timeLimitMs);
    const look = setInterval(() => guarded(() => follower.look()), LOOK_MS);
    const settle = (settled: () => void) => {
      clearTimeout(timeLimit);
      clearInterval(look);
      settled();
    };
    const guarded = (work: () => void) => {
      try {
        work();
      } catch (error) {
        kill();
        settle(() => reject(error));
      }
    };
    const stderr = new LineSplitter((line) => {
      if (line.includes('warning: host doesn')) return;
      if (line !== '') qemuSaid = line;
      if (line.includes('KVM internal error')) stop('KVM internal error');
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    child.once('error', (error) => settle(() => reject(error)));
    child.once('close', () => {
      guarded(() => {
        follower.look();
        lines.end();
        stderr.end();
      });
      settle(() => resolve({ end, qemuSaid }));
    });
  });
}

function qemuArguments(options: MachineOptions): string[] {
  const memoryMib = Math.floor(options.memoryBytes / MEBIBYTE);
  return [
    ...['-accel', options.acceleration],
    ...(options.acceleration === 'kvm' ? ['-cpu', 'host'] : []),
    ...['-m', String(memoryMib), '-smp', `${options.cpus},sockets=${options.cpus}`],
    ...numaArguments(options, memoryMib),
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-nic', 'none', '-no-reboot'],
    ...['-chardev', 'file,id=console,path=/proc/self/fd/7', '-serial', 'chardev:console'],
    ...['-kernel', '/proc/self/fd/3', '-initrd', '/proc/self/fd/4'],
    ...['-append', KERNEL_COMMAND_LINE],
    ...diskArguments('zb-swap', 5),
    ...diskArguments('zb-pages', 6),
  ];
}

/** A disk over a descriptor. Its writes need not outlast the machine. */
function diskArguments(name: string, fd: number): string[] {
  return [
    '-drive',
    `file=/proc/self/fd/${fd},format=raw,if=none,id=${name},cache=unsafe`,
    '-device',
    `virtio-blk-pci,drive=${name},serial=${name}`,
  ];
}

function numaArguments({ nodes, cpus }: MachineOptions, memoryMib: number): string[] {
  if (nodes === 1) return [];
  const share = Math.floor(memoryMib / nodes);
  return Array.from({ length: nodes }, (_, node) => {
    const size = node === nodes - 1 ? memoryMib - share * (nodes - 1) : share;
    const first = Math.floor((cpus * node) / nodes);
    const last = Math.floor((cpus * (node + 1)) / nodes) - 1;
    const ownCpus = last >= first ? `,cpus=${first}-${last}` : '';
    return [
      ...['-object', `memory-backend-ram,id=node${node},size=${size}M`],
      ...['-numa', `node,nodeid=${node},memdev=node${node}${ownCpus}`],
    ];
  }).flat();
}
