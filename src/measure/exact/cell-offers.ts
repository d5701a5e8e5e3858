import { usageFailure } from '../../common/errors.js';
import { PAGE_SIZE } from '../../common/page.js';
import { choiceForKernel } from '../../compressor/compressors.js';
import { folioSizeName } from '../../model/folio/folio.js';
import type { Grouping } from '../../model/folio/folio-queue.js';
import type { CellPlan, RunPlan } from '../cell.js';
import { kernelNamed } from '../cell.js';
import { limitsOf } from '../cell-limits.js';
import type { Survey } from '../survey/survey.js';
import { pagesToLimit } from './pages-to-limit.js';

/** Page data offered to a cell. */
export interface CellOffer {
  readonly pages: number;
  /** Whether the offer passes a limit, so that what comes before its neighbourhood can be preloaded. */
  readonly reachesLimit: boolean;
}

export interface CellOffersInput {
  readonly plan: RunPlan;
  readonly corpus: string;
  readonly survey: Survey;
  readonly grouping: Grouping;
  readonly remark: (text: string) => void;
}

/** Offer where none is given, in quarters of what reaches the first limit: it goes on for a while at the limit. */
const OFFER_QUARTERS = 5;
/** An offer of this many times the RAM that reaches no limit is given up. */
const MAX_RAM_FACTOR = 8;
/** Above this the columns of one cell take more than a gigabyte. */
const MAX_STORED = 2 ** 25;

/** Offers of the cells of one corpus. */
export class CellOffers {
  readonly #input: CellOffersInput;
  readonly #offers = new Map<string, CellOffer>();

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
      return { pages: given ?? survey.pageCount, reachesLimit: false };
    }
    const { compressor, folioPages, parameters } = cell;
    const key = JSON.stringify([compressor.name, folioPages, parameters]);
    const offer = this.#offers.get(key) ?? this.#offerUpTo(cell, given, totalRamBytes);
    this.#offers.set(key, offer);
    return offer;
  }

  #offerUpTo(cell: CellPlan, given: number | null, totalRamBytes: number): CellOffer {
    const { plan, corpus, survey, grouping, remark } = this.#input;
    const { compressor, folioPages, parameters } = cell;
    const { pages, stored } = pagesToLimit(
      {
        ...cell,
        kernel: kernelNamed(plan.kernel),
        codec: choiceForKernel(compressor, plan.kernel),
      },
      {
        survey,
        grouping,
        limits: limitsOf(plan, parameters, 0),
        maxPages: given ?? Math.ceil((totalRamBytes / PAGE_SIZE) * MAX_RAM_FACTOR),
        maxStored: given ?? MAX_STORED,
      },
    );
    if (pages !== null) {
      return { pages: given ?? Math.ceil((pages * OFFER_QUARTERS) / 4), reachesLimit: true };
    }
    if (given === null && stored > MAX_STORED) throw limitTooFar(totalRamBytes);
    const offer = given ?? survey.pageCount;
    const cells = `${corpus}/${compressor.name}/${folioSizeName(folioPages)}`;
    remark(`${cells}: the offer of ${offer} pages reaches no limit`);
    return { pages: offer, reachesLimit: false };
  }
}

function limitTooFar(totalRamBytes: number) {
  return usageFailure({
    subject: '--total-ram',
    expected: `a limit that ${MAX_STORED} stored pages reach`,
    found: `${totalRamBytes} bytes of RAM`,
    remedy: 'pass less RAM or an --offer',
  });
}
