import type { Corpus } from '../../../corpus/corpus.js';
import { openPageSource } from '../../../corpus/page-source.js';
import type { GuestCorpus } from '../../../guest/plan.js';
import { chooseGrouping, type RunObserver } from '../../../measure/corpus-run.js';
import { survey } from '../../../measure/survey/survey.js';
import type { Settings } from '../../../result/settings.js';
import type { KernelCorpus } from './kernel-cell.js';

/** Opens and reads corpora for some work, and closes them after it. */
export async function withKernelCorpora<T>(
  corpora: readonly Corpus[],
  settings: Pick<Settings, 'folios' | 'dropPartial' | 'holes'>,
  observer: RunObserver,
  work: (corpora: readonly KernelCorpus[]) => Promise<T>,
): Promise<T> {
  const opened: KernelCorpus[] = [];
  try {
    for (const corpus of corpora) {
      const source = await openPageSource(corpus.path, settings);
      try {
        const grouping = chooseGrouping(settings, corpus, source, observer);
        const surveyed = await survey(source, new Map(), false, (pages) => {
          observer.progress(`${corpus.name}: ${pages} pages read`);
        });
        opened.push({ corpus, source, grouping, survey: surveyed });
      } catch (error) {
        await source.close();
        throw error;
      }
      for (const remark of source.remarks) observer.remark(`${corpus.name}: ${remark}`);
    }
    return await work(opened);
  } finally {
    for (const { source } of opened) await source.close();
  }
}

/** The corpus as the guest takes it. */
export function guestCorpusOf({ corpus, source, survey }: KernelCorpus): GuestCorpus {
  return {
    name: corpus.name,
    pageCount: survey.pageCount,
    runs: survey.runs,
    async *pages() {
      for await (const { bytes } of source.windows()) yield bytes;
    },
  };
}
