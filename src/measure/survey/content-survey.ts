import { PAGE_SIZE } from '../../common/page.js';
import { isSameFilled } from '../../common/same-filled.js';
import type { PageCompressor } from '../../compressor/compressor.js';
import { KIND } from '../../corpus/lengths/lengths-format.js';
import type { LengthsSource } from '../../corpus/lengths/lengths-source.js';
import type { PageSource } from '../../corpus/page-source.js';
import { grown } from '../../model/heap/column.js';
import { knownSurvey } from './known-survey.js';
import { LocalLengths } from './local-lengths.js';
import type { LengthsByCompressor, PageLengths } from './page-lengths.js';
import { PageSet } from './page-set.js';
import { surveyInto } from './survey.js';
import type { Survey } from './survey-facts.js';

/** A survey that also knows which pages are alike. */
export interface ContentSurvey extends Survey {
  /** Pages filled with one 8-byte word other than zero. */
  readonly sameFilledPages: number;
  /** One byte a page: 1 for a page with the content of an earlier one, zero pages left out; null if it is not known. */
  readonly duplicate: Uint8Array | null;
}

/** Reads a source once, as `survey()` without verification does, and compares its pages. */
export async function surveyContents(
  source: PageSource | LengthsSource,
  compressors: ReadonlyMap<string, PageCompressor>,
  onProgress: (pages: number) => void = () => {},
): Promise<ContentSurvey> {
  if (source.format === 'lengths') {
    return knownContents(source, [...compressors.keys()], onProgress);
  }
  const contents = new PageContents(new LocalLengths(compressors, false));
  const survey = await surveyInto(contents, source, onProgress);
  const { sameFilledPages, duplicate } = contents;
  return { ...survey, sameFilledPages, duplicate };
}

async function knownContents(
  source: LengthsSource,
  compressors: readonly string[],
  onProgress: (pages: number) => void,
): Promise<ContentSurvey> {
  let sameFilledPages = 0;
  const counting: LengthsSource = {
    ...source,
    async *lines() {
      for await (const line of source.lines()) {
        if ('kinds' in line) sameFilledPages += line.kinds.split(KIND.sameFilled).length - 1;
        yield line;
      }
    },
  };
  const survey = await knownSurvey(counting, { compressors, verify: false }, onProgress);
  return { ...survey, sameFilledPages, duplicate: null };
}

/** Notes same-filled pages and duplicates on the way to the compressors. */
class PageContents implements PageLengths {
  sameFilledPages = 0;
  readonly #lengths: PageLengths;
  readonly #seen = new PageSet();
  #duplicate = new Uint8Array(0);
  #pages = 0;

  constructor(lengths: PageLengths) {
    this.#lengths = lengths;
  }

  get duplicate(): Uint8Array {
    return this.#duplicate.subarray(0, this.#pages);
  }

  add(bytes: Uint8Array, zero: Uint8Array): void | Promise<void> {
    this.#duplicate = grown(this.#duplicate, this.#pages + zero.length);
    for (let page = 0; page < zero.length; page++) {
      if (zero[page] === 1) continue;
      const at = page * PAGE_SIZE;
      if (isSameFilled(bytes, at)) this.sameFilledPages++;
      if (!this.#seen.add(bytes.subarray(at, at + PAGE_SIZE))) {
        this.#duplicate[this.#pages + page] = 1;
      }
    }
    this.#pages += zero.length;
    return this.#lengths.add(bytes, zero);
  }

  result(): LengthsByCompressor | Promise<LengthsByCompressor> {
    return this.#lengths.result();
  }
}
