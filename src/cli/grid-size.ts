import { usageFailure } from '../common/errors.js';
import { countCells, type RunPlan } from '../measure/cell.js';
import { maxCells } from '../result/size.js';

/** Throws a usage `Failure` for a grid whose result would be too long to be read back. */
export function checkGridSize(plan: RunPlan): void {
  const cells = Math.ceil(countCells(plan) / (plan.shard?.count ?? 1));
  const most = maxCells({
    memcgs: plan.memcgs,
    failingPages: Math.max(...plan.folioPages),
    repetitions: plan.repeat,
  });
  if (cells <= most) return;
  throw usageFailure({
    subject: 'the grid',
    expected: `at most ${most} cells, so that the result can be read back`,
    found: `${cells} cells`,
    remedy: 'shorten a list, or split the grid into several results',
  });
}
