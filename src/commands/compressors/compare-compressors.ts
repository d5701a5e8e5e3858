import type { PageCompressor } from '../../compressor/compressor.js';
import type { CompressorChoice } from '../../compressor/compressors.js';
import type { Corpus } from '../../corpus/corpus.js';
import { openPageSource } from '../../corpus/page-source.js';
import type { RunObserver } from '../../measure/corpus-run.js';
import { describeMachine } from '../../measure/machine.js';
import { createCompressors } from '../../measure/open-compressors.js';
import { survey } from '../../measure/survey/survey.js';
import { loadResidentPages } from '../../measure/timed/resident-pages.js';
import type { Holes } from '../../result/option-values.js';
import { comparedPages, storedSize } from './compared-pages.js';
import { timeCompressors } from './compressor-timing.js';
import {
  COMPRESSORS_SCHEMA,
  type ComparedCell,
  type ComparedCorpus,
  type CompressorComparison,
} from './document.js';

/** Validated options of `compressors`. */
export interface ComparisonPlan {
  readonly corpora: readonly Corpus[];
  readonly compressors: readonly CompressorChoice[];
  /** Cuts off the incomplete last page of a raw dump. */
  readonly dropPartial: boolean;
  readonly holes: Holes;
  /** Seconds of the timed part, divided among the corpora; null: no timed part. */
  readonly timeSeconds: number | null;
}

/** Compares every compressor on every corpus. */
export async function compareCompressors(
  plan: ComparisonPlan,
  version: string,
  observer: RunObserver,
): Promise<CompressorComparison> {
  observer.progress(`preparing ${plan.compressors.map(({ name }) => name).join(', ')}`);
  const compressors = await createCompressors(plan.compressors);
  observer.begin?.({ units: plan.corpora.length, timedMs: (plan.timeSeconds ?? 0) * 1000 });
  const corpora: ComparedCorpus[] = [];
  const cells: ComparedCell[] = [];
  for (const corpus of plan.corpora) {
    const compared = await compareOn(corpus, plan, compressors, observer);
    corpora.push(compared.facts);
    cells.push(...compared.cells);
  }
  return {
    schema: COMPRESSORS_SCHEMA,
    tool: { version },
    machine: describeMachine(),
    config: {
      compressors: [...compressors.keys()],
      corpora: corpora.map(({ name, sha256 }) => ({ name, sha256 })),
      dropPartial: plan.dropPartial,
      holes: plan.holes,
      timeSeconds: plan.timeSeconds,
    },
    corpora,
    cells,
  };
}

async function compareOn(
  corpus: Corpus,
  { timeSeconds, corpora, dropPartial, holes, compressors: choices }: ComparisonPlan,
  compressors: ReadonlyMap<string, PageCompressor>,
  { progress, remark }: RunObserver,
): Promise<{ facts: ComparedCorpus; cells: ComparedCell[] }> {
  const source = await openPageSource(corpus.path, { dropPartial, holes });
  try {
    const surveyed = await survey(source, compressors, true, (pages) => {
      progress(`${corpus.name}: ${pages} pages read`);
    });
    progress(`${corpus.name}: read`, { units: 1 });
    for (const text of source.remarks) remark(`${corpus.name}: ${text}`);
    const { sha256, pageCount, compressed } = surveyed;
    const pages = comparedPages(surveyed, source.addressed);
    const facts = { name: corpus.name, sha256, pages: pageCount, comparedPages: pages.length };
    const cells = choices.flatMap(({ name: compressor, kernelLengths }) => {
      const measured = compressed.get(compressor);
      if (measured === undefined) return [];
      const { lengths, roundTrip } = measured;
      return {
        key: `${corpus.name}/${compressor}`,
        corpus: corpus.name,
        compressor,
        kernelLengths,
        ...storedSize(lengths, pages),
        roundTrip: roundTrip ?? { checked: 0, mismatches: 0 },
      };
    });
    if (timeSeconds === null) return { facts, cells };

    const resident = await loadResidentPages(source, surveyed);
    const timedPages = pages.filter((page) => page < resident.zero.length);
    if (timedPages.length === 0) return { facts, cells };
    progress(`${corpus.name}: timed part`);
    const budgetMs = (timeSeconds * 1000) / corpora.length;
    const times = await timeCompressors(compressors, resident.bytes, timedPages, budgetMs);
    progress(`${corpus.name}: timed part`, { units: 0, timedMs: budgetMs });
    return {
      facts: { ...facts, timedPages: timedPages.length },
      cells: cells.map((cell) => ({ ...cell, ...times.get(cell.compressor) })),
    };
  } finally {
    await source.close();
  }
}
