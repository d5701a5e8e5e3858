import { PAGE_SIZE } from '../../common/page.js';
import { isSameFilled } from '../../common/same-filled.js';
import type { CompressorChoice } from '../../compressor/compressors.js';
import { choiceForKernel } from '../../compressor/compressors.js';
import { KIND, type LengthsTotals } from '../../corpus/lengths/lengths-format.js';
import { headerLine, lengthsLine } from '../../corpus/lengths/lengths-writer.js';
import { openPageSource, type PageWindow } from '../../corpus/page-source.js';
import { createCompressors } from '../../measure/open-compressors.js';
import { LocalLengths } from '../../measure/survey/local-lengths.js';
import type { LengthsByCompressor, PageLengths } from '../../measure/survey/page-lengths.js';
import { surveyInto } from '../../measure/survey/survey.js';
import { KERNELS } from '../../model/zswap/kernel-presets.js';
import type { Settings } from '../../result/settings.js';

/** Image whose lengths are written. */
export interface LengthsRequest extends Pick<Settings, 'holes' | 'dropPartial'> {
  readonly path: string;
  readonly compressors: readonly CompressorChoice[];
}

/** Pages of a file of lengths, and remarks on them. */
export interface WrittenLengths extends Pick<LengthsTotals, 'pages' | 'remarks'> {
  readonly compressors: readonly string[];
}

/**
 * Writes the lengths of an image, window by window. `zstd` stands for the zstd of every modelled kernel.
 *
 * @param write receives the lines in order
 */
export async function writeLengths(
  { path, compressors: asked, holes, dropPartial }: LengthsRequest,
  write: (text: string) => Promise<void>,
  onProgress: (pages: number) => void,
): Promise<WrittenLengths> {
  const source = await openPageSource(path, { holes, dropPartial });
  try {
    const opened = await createCompressors(
      asked.flatMap((choice) => [
        choice,
        ...[...KERNELS.keys()].map((kernel) => choiceForKernel(choice, kernel)),
      ]),
    );
    const compressors = [...opened.keys()];
    await write(headerLine(source, { holes, compressors }));
    const lines = new LengthsLines(new LocalLengths(opened, true), compressors, write);
    const noting = {
      ...source,
      async *windows(): AsyncGenerator<PageWindow> {
        for await (const window of source.windows()) {
          lines.next(window);
          yield window;
        }
      },
    };
    const { pageCount: pages, zeroPages, sha256 } = await surveyInto(lines, noting, onProgress);
    const { remarks } = source;
    await write(lengthsLine({ pages, zeroPages, sha256, remarks, roundTrips: lines.roundTrips }));
    return { pages, remarks, compressors };
  } finally {
    await source.close();
  }
}

/** Writes a line for each window of a survey. */
class LengthsLines implements PageLengths {
  readonly roundTrips: { checked: number; mismatches: number }[];
  readonly #lengths: LocalLengths;
  readonly #compressors: readonly string[];
  readonly #write: (text: string) => Promise<void>;
  #window: Pick<PageWindow, 'pfn' | 'startsRun'> = { pfn: 0, startsRun: true };

  constructor(
    lengths: LocalLengths,
    compressors: readonly string[],
    write: (text: string) => Promise<void>,
  ) {
    this.#lengths = lengths;
    this.#compressors = compressors;
    this.#write = write;
    this.roundTrips = compressors.map(() => ({ checked: 0, mismatches: 0 }));
  }

  /** Notes the place of the pages that follow. */
  next({ pfn, startsRun }: PageWindow): void {
    this.#window = { pfn, startsRun };
  }

  async add(bytes: Uint8Array, zero: Uint8Array): Promise<void> {
    this.#lengths.add(bytes, zero);
    const results = this.#lengths.result();
    const lengths = this.#compressors.map((name, i) => {
      const { lengths: ofPages, roundTrip } = results.get(name) ?? NO_LENGTHS;
      this.roundTrips[i].checked += roundTrip?.checked ?? 0;
      this.roundTrips[i].mismatches += roundTrip?.mismatches ?? 0;
      return [...ofPages];
    });
    await this.#write(lengthsLine({ ...this.#window, kinds: kindsOf(bytes, zero), lengths }));
  }

  /** Returns nothing: the lengths are written already. */
  result(): LengthsByCompressor {
    return new Map();
  }
}

const NO_LENGTHS = { lengths: new Uint16Array(0), roundTrip: null };

function kindsOf(bytes: Uint8Array, zero: Uint8Array): string {
  let kinds = '';
  for (let page = 0; page < zero.length; page++) {
    if (zero[page] === 1) kinds += KIND.zero;
    else kinds += isSameFilled(bytes, page * PAGE_SIZE) ? KIND.sameFilled : KIND.other;
  }
  return kinds;
}
