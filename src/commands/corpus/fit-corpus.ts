import { chooseCompressor } from '../../compressor/compressors.js';
import type { Corpus } from '../../corpus/corpus.js';
import { openPageSource, type PageSourceOptions } from '../../corpus/page-source.js';
import type { SyntheticModel } from '../../corpus/synthetic/synthetic-model.js';
import { createCompressors } from '../../measure/open-compressors.js';
import { survey } from '../../measure/survey/survey.js';
import { fitStatistics } from './fit-model.js';
import { fitSymbols } from './fit-symbols.js';

/** Reads a corpus once, and returns the model with its statistics. */
export async function fitCorpus(
  { path }: Corpus,
  options: PageSourceOptions,
  onProgress: (pages: number) => void,
): Promise<SyntheticModel> {
  const source = await openPageSource(path, options);
  try {
    const compressors = await createCompressors(['lz4', 'zstd'].map(chooseCompressor));
    const surveyed = await survey(source, compressors, false, onProgress);
    const { correlation, folios, ...statistics } = fitStatistics(surveyed, source.addressed);
    const [, zstd] = [...compressors.values()];
    const symbols = fitSymbols(statistics, surveyed, zstd);
    return { ...statistics, symbols, correlation, folios };
  } finally {
    await source.close();
  }
}

/** Returns a model as the text of its file, one field a line. */
export function modelText(model: SyntheticModel): string {
  const fields = Object.entries(model).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
  );
  return `{${fields.join(',\n')}}\n`;
}
