import { PAGE_SIZE } from '../../common/page.js';
import { bySize, RANGE_PAGES } from '../../corpus/synthetic/synthetic-model.js';
import type { Survey } from '../../measure/survey/survey.js';
import { IntraclassCorrelation } from '../../statistics/intraclass-correlation.js';

/** Correlation of ranks within the ranges of one size. */
interface RangeCorrelation {
  readonly estimate: number;
  /** Ordered pairs of pages in the same range. */
  readonly pairs: number;
}

/**
 * Returns the correlation of a Gaussian copula of the pages, by the smallest range that holds two of them, from that of
 * their ranks: zero pages first, then by lz4 length. r = 2 sin(pi/6 rank correlation) for normal numbers: W. H. Kruskal,
 * Ordinal Measures of Association, Journal of the American Statistical Association 53 (1958), pp. 814-861.
 */
export function latentCorrelation(survey: Survey): Record<string, number> {
  const ranks = midRanks(survey);
  const ranges = RANGE_PAGES.map((pages) => rangeCorrelation(survey, ranks, pages));
  let above = 0;
  const own = ranges.map((range, i) => {
    const inner = ranges[i + 1] ?? { estimate: 0, pairs: 0 };
    const between = range.pairs - inner.pairs;
    const correlation =
      between === 0 ? 0 : (range.estimate * range.pairs - inner.estimate * inner.pairs) / between;
    const latent = 2 * Math.sin((Math.PI / 6) * Math.min(1, Math.max(0, correlation)));
    // Nested factors can only add to the correlation of a larger range.
    above = Math.max(above, Math.round(latent * 1e4) / 1e4);
    return above;
  });
  return bySize(RANGE_PAGES, (pages) => own[RANGE_PAGES.indexOf(pages)]);
}

/** Returns the mean rank of all pages of the same length, by page. */
function midRanks({ zero, compressed, pageCount }: Survey): Float64Array {
  const lengths = compressed.get('lz4')?.lengths ?? new Uint16Array(0);
  const keys = lengths.map((length, page) => (zero[page] === 1 ? 0 : Math.min(length, PAGE_SIZE)));
  const counts = new Uint32Array(PAGE_SIZE + 1);
  for (const key of keys) counts[key]++;
  let below = 0;
  const ranks = Float64Array.from(counts, (count) => {
    below += count;
    return below - (count + 1) / 2;
  });
  return new Float64Array(pageCount).map((_, page) => ranks[keys[page]]);
}

function rangeCorrelation(
  { runs }: Survey,
  ranks: Float64Array,
  rangePages: number,
): RangeCorrelation {
  const icc = new IntraclassCorrelation();
  let pairs = 0;
  let range = -1;
  let [values, sum, squares] = [0, 0, 0];
  const end = () => {
    icc.add(values, sum, squares);
    pairs += values * (values - 1);
    [values, sum, squares] = [0, 0, 0];
  };
  let page = 0;
  for (const { pfn, pages } of runs) {
    for (let i = 0; i < pages; i++) {
      const own = Math.floor((pfn + i) / rangePages);
      if (own !== range) end();
      range = own;
      const rank = ranks[page++];
      values++;
      sum += rank;
      squares += rank * rank;
    }
  }
  end();
  return { estimate: icc.estimate() ?? 0, pairs };
}
