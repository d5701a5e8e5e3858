import { inputFailure } from '../../common/errors.js';
import type { ResultDocument } from '../../result/document.js';
import { kernelReleases } from '../../result/kernel-strategy.js';

/** Throws for a baseline with the figures of kernels: a gate runs the model, and has no cell to compare with them. */
export function requireModelBaseline(path: string, { config }: ResultDocument): void {
  const releases = kernelReleases(config.strategies);
  if (releases === null) return;
  throw inputFailure({
    subject: path,
    expected: 'a result of run, or --current with another result of kernel run',
    found: `a result of kernel ${releases.join(', ')}`,
    remedy: 'write one with zswap-bench kernel run --json -o FILE, and pass --current FILE',
  });
}
