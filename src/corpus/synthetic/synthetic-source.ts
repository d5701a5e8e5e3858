import { PAGE_SIZE } from '../../common/page.js';
import { Random } from '../../common/random.js';
import { type PageSource, type PageWindow, WINDOW_BYTES } from '../page-windows.js';
import { lengthAt } from './length-parts.js';
import { pageRanks } from './page-ranks.js';
import { layOut, type Placed } from './synthetic-layout.js';
import type { SyntheticModel } from './synthetic-model.js';
import { writePage } from './synthetic-page.js';

// Pages come in parts, so that memory is bounded. Shares, lengths and blocks are those of the model in each part.
const PART_PAGES = 2 ** 15;

/** Distance of parts in page frames: aligned, and enough for the holes before blocks. */
const PART_FRAMES = 4 * PART_PAGES;

/** Pages of a model. They are made when they are read, and are the same in each pass. */
export function syntheticSource(model: SyntheticModel): PageSource {
  async function* windows(): AsyncGenerator<PageWindow> {
    const buffer = new Uint8Array(WINDOW_BYTES);
    for (const part of partsOf(model)) {
      const lengths = lengthsOf(model, part);
      let page = 0;
      for (const run of part) {
        for (let done = 0; done < run.pages; ) {
          const pages = Math.min(run.pages - done, WINDOW_BYTES / PAGE_SIZE);
          const pfn = run.pfn + done;
          for (let i = 0; i < pages; i++) {
            const target = buffer.subarray(i * PAGE_SIZE, (i + 1) * PAGE_SIZE);
            writePage(target, model, pfn + i, lengths[page++]);
          }
          const startsRun = done === 0 && (model.folios !== null || pfn === 0);
          yield { pfn, bytes: buffer.subarray(0, pages * PAGE_SIZE), startsRun };
          done += pages;
        }
      }
    }
  }

  return {
    format: 'synthetic',
    addressed: model.folios !== null,
    presence: 'present',
    remarks: [],
    windows,
    close: async () => {},
  };
}

/** Yields the runs of each part. Parts have equal numbers of pages, or nearly. */
function* partsOf({ pages, seed, folios }: SyntheticModel): Generator<Placed[]> {
  const parts = Math.ceil(pages / PART_PAGES);
  let first = 0;
  for (let part = 0; part < parts; part++) {
    const end = Math.floor((pages * (part + 1)) / parts);
    const own = end - first;
    if (folios === null) yield [{ pfn: first, pages: own }];
    else {
      const place = { pfn: (part + 1) * PART_FRAMES, pages: own };
      yield layOut(folios, place, new Random(seed, 'layout', part));
    }
    first = end;
  }
}

/** Returns the lz4 bytes of each page of a part, as `writePage` takes them. */
function lengthsOf(model: SyntheticModel, part: readonly Placed[]): Uint16Array {
  const { zero, incompressible, lengths } = model;
  const pfns = Float64Array.from(part.flatMap(({ pfn, pages }) => framesFrom(pfn, pages)));
  const pages = pfns.length;
  const zeroPages = Math.round(zero * pages);
  const otherPages = pages - zeroPages - Math.round(incompressible * pages);
  return Uint16Array.from(pageRanks(model, pfns), (rank) => {
    if (rank < zeroPages) return 0;
    if (rank >= zeroPages + otherPages) return PAGE_SIZE;
    return lengthAt(lengths, (rank - zeroPages + 0.5) / otherPages);
  });
}

function framesFrom(pfn: number, pages: number): number[] {
  return Array.from({ length: pages }, (_, i) => pfn + i);
}
