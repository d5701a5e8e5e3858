import { type Coverage, isComplete } from '../../verify/coverage/coverage.js';
import type { StrategyReport } from './document.js';

/** Returns the verdict on a strategy: exact only if every reachable step was reached and no order of steps left out. */
export function checkVerdictOf(
  findings: number,
  coverage: Coverage,
  interleaved: StrategyReport['interleaved'],
): StrategyReport['verdict'] {
  if (findings > 0) return 'drift';
  const all = interleaved === null || interleaved.complete === interleaved.cases;
  return all && isComplete(coverage) ? 'exact' : 'exact so far';
}
