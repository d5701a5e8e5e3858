import type { OutputOptions } from '../../../cli/options.js';
import { folioPagesOf, namesOf } from '../../../cli/run-plan.js';
import { usageFailure } from '../../../common/errors.js';
import { COMPRESSORS } from '../../../compressor/compressors.js';
import { selectCorpora } from '../../../corpus/corpus.js';
import { folioSizeName } from '../../../model/folio/folio.js';
import type { GuestCommandOptions } from '../guest-options.js';
import { parseCase } from './case.js';
import type { KernelCheckPlan } from './check-kernel.js';
import { allSettings } from './check-settings.js';

/** Parsed options of the command. */
export interface KernelCheckOptions
  extends OutputOptions,
    Partial<Pick<GuestCommandOptions, 'image' | 'modules'>> {
  readonly compressors: readonly string[];
  readonly folioSizes: readonly string[];
  readonly corpora: readonly string[];
  readonly pairs: number;
  readonly replay?: string;
}

/** The compressors of this program that are kernels' own names. */
const KERNEL_COMPRESSORS = new Map(
  [...COMPRESSORS].filter(([name, { kernelName }]) => kernelName === name),
);

/** Checks options against what there is. */
export function planKernelCheck(options: KernelCheckOptions): Omit<KernelCheckPlan, 'kernel'> {
  const corpora = selectCorpora(options.corpora);
  if (corpora.length > 1) {
    throw usageFailure({
      subject: '--corpus',
      expected: 'one corpus',
      found: corpora.map(({ name }) => name).join(', '),
      remedy: 'name the one that gives the pages',
    });
  }
  const [corpus] = corpora;
  const compressors = namesOf(options.compressors, KERNEL_COMPRESSORS);
  const folioPages = folioPagesOf(options.folioSizes).toSorted((a, b) => a - b);
  const replay = options.replay === undefined ? null : parseCase(options.replay);
  const { image = [], modules, pairs } = options;
  return {
    settings: allSettings(folioPages, compressors),
    replay,
    pairs,
    corpus,
    config: {
      folioSizes: folioPages.map(folioSizeName),
      compressors,
      corpus: corpus.name,
      pairs,
      replay: options.replay ?? null,
    },
    replayArguments: [
      ...image.flatMap((path) => ['--image', path]),
      ...(modules === undefined ? [] : ['--modules', modules]),
      ...['--corpus', options.corpora[0]],
    ],
  };
}
