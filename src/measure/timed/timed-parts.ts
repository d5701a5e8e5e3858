import { performance } from 'node:perf_hooks';
import { counted } from '../../common/counted.js';
import type { WorkObserver } from '../../common/work-observer.js';
import type { PageCompressor } from '../../compressor/compressor.js';
import type { PageSource } from '../../corpus/page-source.js';
import { folioSizeName } from '../../model/folio/folio.js';
import type { Grouping } from '../../model/folio/folio-queue.js';
import { bytes } from '../../output/numbers.js';
import type { Timed } from '../../result/document.js';
import type { CellPlan, RunPlan } from '../cell.js';
import { limitsOf } from '../cell-limits.js';
import type { Survey } from '../survey/survey.js';
import { MAX_HELD_BYTES } from './interleave.js';
import { loadResidentPages, type ResidentPages } from './resident-pages.js';
import { runTimed, type TimedTurn } from './timed.js';
import { timedSettings } from './timed-settings.js';
import { shortOfSamples, type Timing } from './timing.js';
import { turnsOf } from './turns.js';

/** The corpus, its cells, and what they need. */
export interface TimedRun {
  readonly plan: RunPlan;
  readonly source: PageSource;
  readonly survey: Survey;
  readonly grouping: Grouping;
  readonly offerPages: number;
  readonly cells: readonly CellPlan[];
  readonly compressors: ReadonlyMap<string, PageCompressor>;
  readonly observer: Pick<WorkObserver, 'progress'> & { remark(text: string): void };
}

/** Runs the timed parts of a corpus, turn by turn. A cell without one is absent. */
export async function timedParts(
  run: TimedRun,
  timing: Timing,
): Promise<ReadonlyMap<CellPlan, Timed>> {
  const pages = await loadResidentPages(run.source, run.survey);
  const parts = new Map<CellPlan, Timed>();
  for (const cells of turnsOf(run.cells, run.plan.threads)) {
    const [{ key, corpus, compressor, folioPages }] = cells;
    const name = `${corpus}/${compressor.name}/${folioSizeName(folioPages)}`;
    const text = `${name}: timed part of ${counted(cells.length, 'cell')}`;
    run.observer.progress(text);
    const startMs = performance.now();
    const turn = await runTurn(run, { cells, pages, timing });
    const tookMs = (performance.now() - startMs) / cells.length;
    run.observer.progress(text, { units: 0, timedMs: timing.cellMs * cells.length });
    if (turn.emptied) {
      run.observer.remark(
        `${name}: the pools were emptied at ${bytes(MAX_HELD_BYTES)} together, below their limits: ` +
          'time fewer cells at once, or pass a smaller --total-ram',
      );
    }
    for (const [i, part] of turn.parts.entries()) {
      parts.set(cells[i], { ...part, turn: key });
      const short = shortOfSamples(part, tookMs, timing);
      if (short !== null) run.observer.remark(`${cells[i].key}: ${short}`);
    }
  }
  return parts;
}

interface TurnInput {
  readonly cells: readonly CellPlan[];
  readonly pages: ResidentPages;
  readonly timing: Timing;
}

async function runTurn(run: TimedRun, { cells, pages, timing }: TurnInput): Promise<TimedTurn> {
  const { plan, grouping, offerPages } = run;
  const machine = timedSettings(plan);
  const input = {
    pages,
    grouping,
    offerPages,
    compressor: ({ codec }: CellPlan) => run.compressors.get(codec.name) as PageCompressor,
    budgetMs: timing.cellMs * cells.length,
    minSamples: timing.minSamples,
    verify: plan.verify,
  };
  if (plan.threads > 1) {
    const { runThreaded } = await import('./threaded.js');
    const { threads } = plan;
    return await runThreaded(cells, { ...input, machine, threads });
  }
  const limits = ({ parameters }: CellPlan) => limitsOf(machine, parameters, offerPages);
  return await runTimed(cells, { ...input, limits });
}
