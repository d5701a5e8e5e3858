import type { Grouping } from '../../model/folio/folio-queue.js';
import type { ModelExact } from '../../result/document.js';
import { repetitionFigures } from '../../result/repetition-figures.js';
import type { Repetitions } from '../../result/repetitions.js';
import type { CellPlan, RunPlan } from '../cell.js';
import { limitsOf } from '../cell-limits.js';
import type { Survey } from '../survey/survey.js';
import { runExact } from './exact.js';
import type { ExactInput } from './exact-input.js';
import { type Repetition, repetitionsOf } from './repetition.js';
import { type OracleFacts, runOracle } from './run-oracle.js';

/** Inputs that the exact parts of one corpus share. */
export interface ExactRun {
  readonly plan: RunPlan;
  readonly survey: Survey;
  readonly grouping: Grouping;
  readonly offerPages: number;
}

/** Exact part of a cell: repetition 0 in full, and the figures of all repetitions if there are several. */
export interface ExactPart {
  readonly exact: ModelExact;
  readonly repetitions?: Repetitions;
}

/** Runs the exact parts of cells of a corpus, one repetition after another. */
export async function exactParts(
  run: ExactRun,
  cells: readonly CellPlan[],
  onProgress: (text: string) => void,
): Promise<ExactPart[]> {
  const oracles = new Map<string, OracleFacts>();
  const parts: ExactPart[] = [];
  for (const cell of cells) {
    const repetitions = repetitionsIn(run, cell);
    const exacts: ModelExact[] = [];
    for (const repetition of repetitions) {
      onProgress(progressText(cell, repetition, repetitions.length));
      const oracle = await oracleOf(run, cell, repetition, oracles);
      exacts.push(await runRepetition(run, cell, repetition, oracle));
    }
    const [exact] = exacts;
    parts.push(
      exacts.length === 1
        ? { exact }
        : { exact, repetitions: repetitionFigures(repetitions, exacts) },
    );
  }
  return parts;
}

/** Runs one repetition of a cell. The result depends on the arguments only. */
export function runRepetition(
  run: ExactRun,
  cell: CellPlan,
  repetition: Repetition,
  oracle: OracleFacts | null,
): Promise<ModelExact> {
  return runExact(cell, { ...exactInput(run, cell, oracle), ...repetition });
}

/** Returns the input of repetition 0 of a cell, with its own limits. */
export function exactInput(run: ExactRun, cell: CellPlan, oracle: OracleFacts | null): ExactInput {
  const { plan, survey, grouping, offerPages } = run;
  const { scenario, shrinkWorker, seed } = plan;
  const numa = { nodes: plan.nodes, policy: plan.numaPolicy };
  const limits = limitsOf(plan, cell.parameters, offerPages);
  return { survey, grouping, offerPages, limits, scenario, shrinkWorker, seed, oracle, numa };
}

/** Returns the repetitions of a cell; they do not depend on its strategy. */
function repetitionsIn({ plan, survey, offerPages }: ExactRun, cell: CellPlan): Repetition[] {
  return repetitionsOf({
    count: plan.repeat,
    seed: plan.seed,
    corpus: cell.corpus,
    corpusPages: survey.pageCount,
    limitPages: limitsOf(plan, cell.parameters, offerPages).limit.maxPages,
    scenario: plan.scenario,
  });
}

/** Returns the oracle of a repetition, which all strategies of one kernel share; null where there is none. */
async function oracleOf(
  run: ExactRun,
  cell: CellPlan,
  repetition: Repetition,
  known: Map<string, OracleFacts>,
): Promise<OracleFacts | null> {
  if (run.plan.scenario !== 'fill') return null;
  const { compressor, folioPages, kernel, parameters } = cell;
  const key = JSON.stringify([
    compressor.name,
    folioPages,
    kernel.name,
    parameters,
    repetition.index,
  ]);
  const input = { ...exactInput(run, cell, null), ...repetition };
  const oracle = known.get(key) ?? (await runOracle(cell, input));
  known.set(key, oracle);
  return oracle;
}

function progressText({ key }: CellPlan, { index }: Repetition, count: number): string {
  return count === 1 ? `${key}: exact part` : `${key}: exact part ${index + 1} of ${count}`;
}
