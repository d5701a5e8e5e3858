import type { PageCompressor } from '../../compressor/compressor.js';
import type { Corpus } from '../../corpus/corpus.js';
import { openCorpusSource, type PageSourceOptions } from '../../corpus/page-source.js';
import { type AlignedFolios, alignedFolios } from '../../measure/survey/aligned-folios.js';
import { compressibility } from '../../measure/survey/compressibility.js';
import { surveyContents } from '../../measure/survey/content-survey.js';
import { FOLIO_PAGES, folioSizeName } from '../../model/folio/folio.js';
import type { CorpusInfo } from './document.js';

/** Options for describing a corpus. */
export interface DescribeOptions extends PageSourceOptions {
  /** By name. */
  readonly compressors: ReadonlyMap<string, PageCompressor>;
  /** Called after each window with the number of pages read. */
  readonly onProgress?: (pages: number) => void;
}

/** Reads each corpus once. */
export async function describeCorpora(
  corpora: readonly Corpus[],
  options: DescribeOptions,
): Promise<CorpusInfo[]> {
  const infos: CorpusInfo[] = [];
  for (const corpus of corpora) infos.push(await describeCorpus(corpus, options));
  return infos;
}

async function describeCorpus(
  { name, path }: Corpus,
  { compressors, onProgress, ...options }: DescribeOptions,
): Promise<CorpusInfo> {
  const source = await openCorpusSource(path, options);
  try {
    const survey = await surveyContents(source, compressors, onProgress);
    const { pageCount: pages, zeroPages, sameFilledPages, runs, sha256, duplicate } = survey;
    const folios = source.addressed ? alignedFolios(survey) : null;
    return {
      ...{ name, format: source.format, pages, zeroPages, sameFilledPages },
      duplicatePages: duplicate?.reduce((sum, each) => sum + each, 0) ?? null,
      ...{ runs: runs.length, sha256 },
      alignedShare: folios && alignedShare(folios, pages),
      compressors: Object.fromEntries(
        [...compressors.keys()].map((compressor) => [
          compressor,
          compressibility(survey, compressor),
        ]),
      ),
      folios,
      remarks: source.remarks,
    };
  } finally {
    await source.close();
  }
}

function alignedShare(
  folios: Readonly<Record<string, AlignedFolios>>,
  pages: number,
): Record<string, number> {
  const shares = FOLIO_PAGES.map((size): [string, number] => {
    const name = folioSizeName(size);
    const inFolios = size === 1 ? pages : folios[name].folios * size;
    return [name, Math.round((1e6 * inFolios) / pages) / 1e6];
  });
  return Object.fromEntries(shares);
}
