import type { Corpus } from '../../../corpus/corpus.js';
import type { PageSource } from '../../../corpus/page-source.js';
import type { GuestCellPlan } from '../../../guest/plan.js';
import type { LimitSettings } from '../../../measure/cell-limits.js';
import type { Survey } from '../../../measure/survey/survey.js';
import { folioSizeName } from '../../../model/folio/folio.js';
import type { Grouping } from '../../../model/folio/folio-queue.js';
import { type Parameters, sweepRows } from '../../../result/settings.js';

/** A corpus that was read once, for the host's part of a cell. */
export interface KernelCorpus {
  readonly corpus: Corpus;
  readonly source: PageSource;
  readonly survey: Survey;
  readonly grouping: Grouping;
}

/** The settings of one cell that do not stand in its key. */
export type KernelCellSettings = Omit<LimitSettings, 'totalRamBytes'> & {
  readonly scenario: 'fill' | 'edge';
};

/** One cell for a real kernel. */
export interface KernelCell extends KernelCellSettings {
  readonly corpus: KernelCorpus;
  /** The kernel's name. */
  readonly compressor: string;
  readonly folioPages: number;
  readonly parameters: Parameters;
  readonly offerPages: number;
}

/** The key of a cell as `run` makes it; `varied` are the parameters that have several values. */
export function cellKey(cell: KernelCell, strategy: string, varied: readonly string[]): string {
  const { corpus, compressor, folioPages, parameters } = cell;
  const suffix = sweepRows()
    .filter(([, { parameter }]) => varied.includes(parameter))
    .map(([, { parameter }]) => `/${parameter}=${parameters[parameter]}`);
  const path = [corpus.corpus.name, compressor, folioSizeName(folioPages), strategy].join('/');
  return path + suffix.join('');
}

/** The cell as the guest takes it. */
export function guestCellPlan(cell: KernelCell, corpora: readonly KernelCorpus[]): GuestCellPlan {
  const { corpus, parameters } = cell;
  return {
    compressor: cell.compressor,
    corpus: corpora.indexOf(corpus),
    folioPages: cell.folioPages,
    grouping: corpus.grouping,
    offerPages: cell.offerPages,
    maxPoolPercent: parameters['max-pool-percent'],
    acceptThresholdPercent: parameters['accept-threshold-percent'],
    memcgs: cell.memcgs,
    memcgMaxBytes: cell.memcgMaxBytes,
    memcgParentMaxBytes: cell.memcgParentMaxBytes,
    writeback: cell.writeback,
    tasks: parameters.tasks,
    scenario: cell.scenario,
  };
}
