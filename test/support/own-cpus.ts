import type { Waker } from '../../src/simulation/virtual-cpus.js';

/** CPUs of which each task has its own, and that wake no task. */
export const OWN_CPUS: Waker = { wake() {}, cpuOf: (task) => task };
