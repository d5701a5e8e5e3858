import type { ModelExact } from '../../result/document.js';
import type { CellPlan, RunPlan } from '../cell.js';
import { offerKey } from '../exact/cell-offers.js';
import type { OracleFacts } from '../exact/run-oracle.js';
import type { ExactRun } from '../surveyed-corpus.js';
import type { ExactJobs } from './exact-jobs.js';

/** A surveyed corpus, its cells, and the threads for them. */
export interface ExactPartsRun extends ExactRun {
  readonly cells: readonly CellPlan[];
  readonly jobs: ExactJobs;
  readonly observer: { progress(text: string): void };
}

/** Runs the exact parts of all cells of a corpus; returns them in the order of the cells. */
export async function exactParts(run: ExactPartsRun): Promise<ModelExact[]> {
  const { plan, survey, grouping, offerPages, offers, cells, jobs, observer } = run;
  const corpus = cells[0].corpus;
  // One pass was announced with the survey.
  const offered = cells.reduce((sum, cell) => sum + (offers.get(offerKey(cell))?.pages ?? 0), 0);
  await jobs.announce(Math.max(0, offered - survey.pageCount * cells.length));
  jobs.open(corpus, { survey, grouping, offerPages, offers });
  const oracleOf = sharedOracles(plan, jobs);
  const parts = await Promise.all(
    cells.map(async (cell) => {
      const part = await jobs.cell(cell, await oracleOf(cell));
      observer.progress(`${cell.key}: exact part`);
      return part;
    }),
  );
  jobs.close(corpus);
  return parts;
}

/** Returns the oracle of a cell, null where there is none. Strategies of one kernel share its result. */
function sharedOracles(
  { scenario }: RunPlan,
  jobs: ExactJobs,
): (cell: CellPlan) => Promise<OracleFacts | null> {
  const oracles = new Map<string, Promise<OracleFacts>>();
  return async (cell) => {
    if (scenario !== 'fill') return null;
    const { compressor, folioPages, kernel, parameters } = cell;
    const key = JSON.stringify([compressor.name, folioPages, kernel.name, parameters]);
    const oracle = oracles.get(key) ?? jobs.oracle(cell);
    oracles.set(key, oracle);
    return await oracle;
  };
}
