// boot-double.js QEMU: boots a double of QEMU with a plan of one cell, and prints a line when that begins.
import { bootGuest } from '../../src/guest/boot-guest.js';
import { KERNEL, PLAN } from './machine-double.js';

await bootGuest(KERNEL, PLAN, {
  qemu: process.argv[2],
  ...{ memoryBytes: 1 << 28, cpus: 1, nodes: 1, timeLimitMs: 60_000 },
  observer: { cellBegins: () => process.stdout.write('begun\n') },
});
