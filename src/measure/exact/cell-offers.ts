import { usageFailure } from '../../common/errors.js';
import { PAGE_SIZE } from '../../common/page.js';
import { choiceForKernel } from '../../compressor/compressors.js';
import { folioSizeName } from '../../model/folio/folio.js';
import type { Grouping } from '../../model/folio/folio-queue.js';
import { type CellPlan, kernelNamed, type RunPlan } from '../cell.js';
import { limitsOf } from '../cell-limits.js';
import type { CompressedLengths } from '../survey/length-collector.js';
import type { Survey } from '../survey/survey.js';
import { pagesToLimit, type Reached } from './pages-to-limit.js';

/** Page data offered to a cell. */
export interface CellOffer {
  readonly pages: number;
  /** Pages stored at the first limit that the offer reaches; null where it reaches none or that is not known. */
  readonly storedAtLimit: number | null;
}

export interface CellOffersInput {
  readonly plan: RunPlan;
  readonly corpus: string;
  readonly survey: Survey;
  readonly grouping: Grouping;
  readonly remark: (text: string) => void;
}

// An offer that is not given goes on at the limit for this share of the way to it. In scenario steady the pool comes down to the
// accept threshold some times meanwhile; in fill all is refused.
const SHARE_AT_LIMIT = { fill: 1 / 8, steady: 1 / 2 };
// It goes on for at least this many folios of each task and this many pages.
const FOLIOS_AT_LIMIT = 4;
const PAGES_AT_LIMIT = 4096;

/** More pages stored take more than a gigabyte of columns. */
const MAX_STORED = 2 ** 25;
/** Pages that arrive before the way to a limit is given up. */
const MAX_PAGES = 2 ** 26;

/** Offers of the cells of one corpus. */
export class CellOffers {
  readonly #input: CellOffersInput;
  readonly #offers = new Map<string, CellOffer>();
  readonly #ways = new Map<string, Reached>();

  constructor(input: CellOffersInput) {
    this.#input = input;
  }

  /**
   * The offer of a cell. It depends on `--kernel` and not on the strategy, so that all strategies of a corpus, compressor, folio
   * size and limit get the same.
   */
  of(cell: CellPlan): CellOffer {
    const { plan, survey } = this.#input;
    const { offerBytes, totalRamBytes, scenario } = plan;
    const given = offerBytes === null ? null : Math.floor(offerBytes / PAGE_SIZE);
    if (totalRamBytes === null || scenario === 'edge') {
      return { pages: given ?? survey.pageCount, storedAtLimit: null };
    }
    const { compressor, folioPages, parameters } = cell;
    const key = JSON.stringify([compressor.name, folioPages, parameters]);
    const offer = this.#offers.get(key) ?? this.#offerUpTo(cell, given, totalRamBytes);
    this.#offers.set(key, offer);
    return offer;
  }

  #offerUpTo(cell: CellPlan, given: number | null, totalRamBytes: number): CellOffer {
    const { plan, corpus, survey, remark } = this.#input;
    const reached = this.#knownWay(cell, given ?? MAX_PAGES);
    if (reached.pages === null) {
      if (given === null && reached.stored > MAX_STORED) throw limitTooFar(totalRamBytes);
      const pages = given ?? survey.pageCount;
      const cells = `${corpus}/${cell.compressor.name}/${folioSizeName(cell.folioPages)}`;
      remark(`${cells}: the offer of ${pages} pages reaches no limit`);
      return { pages, storedAtLimit: null };
    }
    const share = plan.scenario === 'steady' ? SHARE_AT_LIMIT.steady : SHARE_AT_LIMIT.fill;
    const pages = given ?? reached.pages + pagesAtLimit(cell, reached.pages * share);
    return { pages, storedAtLimit: reached.stored };
  }

  /** Returns the way of {@link #wayToLimit}, which cells that differ in other parameters share. */
  #knownWay(cell: CellPlan, maxPages: number): Reached {
    const { compressor, folioPages, parameters } = cell;
    const { tasks, 'max-pool-percent': percent } = parameters;
    const key = JSON.stringify([compressor.name, folioPages, tasks, percent]);
    const way = this.#ways.get(key) ?? this.#wayToLimit(cell, maxPages);
    this.#ways.set(key, way);
    return way;
  }

  #wayToLimit({ compressor, folioPages, parameters }: CellPlan, maxPages: number): Reached {
    const { plan, survey, grouping } = this.#input;
    const codec = choiceForKernel(compressor, plan.kernel);
    const { lengths } = survey.compressed.get(codec.name) as CompressedLengths;
    return pagesToLimit({
      ...{ survey, lengths, grouping, folioPages, maxPages, maxStored: MAX_STORED },
      tasks: parameters.tasks,
      kernel: kernelNamed(plan.kernel).preset,
      limits: limitsOf(plan, parameters, 0),
    });
  }
}

function pagesAtLimit({ folioPages, parameters }: CellPlan, pages: number): number {
  return Math.max(
    Math.ceil(pages),
    FOLIOS_AT_LIMIT * parameters.tasks * folioPages,
    PAGES_AT_LIMIT,
  );
}

function limitTooFar(totalRamBytes: number) {
  return usageFailure({
    subject: '--total-ram',
    expected: `a limit that ${MAX_STORED} stored pages reach`,
    found: `a higher one, of ${totalRamBytes} bytes of RAM`,
    remedy: 'pass less RAM, a memcg limit or a small --offer',
  });
}
