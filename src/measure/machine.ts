import { createHash } from 'node:crypto';
import { arch, cpus, platform, totalmem } from 'node:os';
import type { Machine } from '../result/document.js';

/** Describes the host, as far as timed figures depend on it. */
export function describeMachine(): Machine {
  const processors = cpus();
  const facts = {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
    arch: arch(),
    platform: platform(),
  };
  const fingerprint = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
  return {
    fingerprint,
    ...facts,
    node: process.versions.node,
    zlib: process.versions.zlib ?? 'unknown',
  };
}
