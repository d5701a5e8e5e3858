import type { Cell, Timed } from '../../../result/document.js';
import { median } from '../../../statistics/estimate.js';
import { countedWithCommas } from '../phrases.js';
import { byStrategy, type ReportFinding, type StrategyCells } from './finding.js';

type TimedCell = Cell & { readonly timed: Timed };

/** Half width of an interval, as a share of the median, above which it is noise. */
const WIDE = 0.1;
/** Minimum number of samples of a useful bootstrap. */
const MIN_SAMPLES = 5;

/** Compares store paths with their compressors; nothing without a timed part. */
export function throughput(strategies: readonly StrategyCells[]): ReportFinding[] {
  const cells = strategies
    .flatMap((each) => each.cells)
    .filter((cell): cell is TimedCell => cell.timed !== undefined);
  if (cells.length === 0) return [];
  const few = cells.filter(({ timed }) => samplesOf(timed) < MIN_SAMPLES).length;
  const wide = cells.filter(({ timed }) => halfWidth(timed) > WIDE).length;
  return [
    {
      title: 'Throughput on the host',
      sentences: [
        ...relativeSentences(cells),
        ...(few === 0
          ? []
          : [
              `Fewer than ${MIN_SAMPLES} samples in ${countedWithCommas(few, 'cell')}: raise --time.`,
            ]),
        wide === 0
          ? 'Every 95% interval of pages per second is within 10% of its median.'
          : `In ${wide} of ${countedWithCommas(cells.length, 'timed cell')} the 95% interval of pages per second is wider than 10% to either side: smaller differences are noise.`,
      ],
    },
  ];
}

/** Compares strategies with the bare compressor; counts cells without that comparison. */
function relativeSentences(cells: readonly TimedCell[]): string[] {
  const rows = byStrategy(cells)
    .flatMap(({ strategy, cells: those }) => {
      const figures = (those as TimedCell[]).flatMap(
        ({ timed }) => timed.relativeToCompressor ?? [],
      );
      return figures.length === 0 ? [] : [{ strategy, relative: median(figures) }];
    })
    .sort((one, other) => other.relative - one.relative);
  const without = cells.filter(({ timed }) => timed.relativeToCompressor === null).length;
  const sentences =
    without === 0
      ? []
      : [
          `In ${without} of ${countedWithCommas(cells.length, 'timed cell')} the store path refuses folios even without limits: there is no comparison with the compressor.`,
        ];
  if (rows.length === 0) return sentences;
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const shown = (row: (typeof rows)[number]) => `${row.strategy} ${row.relative.toFixed(3)}`;
  const ratio = 'Compressor time / store path time without limits, median over cells';
  return [
    rows.length === 1
      ? `${ratio}: ${shown(first)}.`
      : `${ratio}: ${shown(first)} (highest), ${shown(last)} (lowest).`,
    ...(first.relative > 1
      ? ['A ratio above 1 is noise of the host: no store path is faster than its compressor.']
      : []),
    ...sentences,
  ];
}

function samplesOf({ pagesPerSecond }: Timed): number {
  return pagesPerSecond?.samples.length ?? 0;
}

function halfWidth({ pagesPerSecond }: Timed): number {
  if (pagesPerSecond === null || pagesPerSecond.samples.length < 2) return 0;
  return (pagesPerSecond.high - pagesPerSecond.low) / 2 / pagesPerSecond.median;
}
