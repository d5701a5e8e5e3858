import type { Cell, Timed } from '../../../result/document.js';
import { median } from '../../../statistics/estimate.js';
import { countOf } from '../phrases.js';
import { byStrategy, type Finding, type StrategyCells } from './finding.js';

type TimedCell = Cell & { readonly timed: Timed };

/** An interval this wide to either side, as a share of the median, proves little. */
const WIDE = 0.1;
/** A bootstrap of fewer says little. */
const FEW = 5;

/** What is left of the compressor's speed; nothing without a timed part. */
export function throughput(strategies: readonly StrategyCells[]): Finding[] {
  const cells = strategies
    .flatMap((each) => each.cells)
    .filter((cell): cell is TimedCell => cell.timed !== undefined);
  if (cells.length === 0) return [];
  const few = cells.filter(({ timed }) => samplesOf(timed) < FEW).length;
  const wide = cells.filter(({ timed }) => halfWidth(timed) > WIDE).length;
  return [
    {
      title: 'Speed on this machine',
      sentences: [
        ...relativeSentences(cells),
        ...(few === 0
          ? []
          : [
              `${countOf(few, 'cell')} had time for fewer than ${FEW} samples: ask for more with --time.`,
            ]),
        wide === 0
          ? 'Every 95% interval of pages per second is within 10% of its median.'
          : `In ${wide} of ${countOf(cells.length, 'timed cell')} the 95% interval of pages per second is wider than 10% to either side: differences as small as that are noise.`,
      ],
    },
  ];
}

/** How strategies compare with the bare compressor, and how many cells cannot. */
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
          `In ${without} of ${countOf(cells.length, 'timed cell')} the store path refuses folios with the limits out of the way too: it is not set against its compressor.`,
        ];
  if (rows.length === 0) return sentences;
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const shown = (row: (typeof rows)[number]) => `${row.strategy} ${row.relative.toFixed(3)}`;
  const kept = "Of the bare compressor's speed, with the limits out of the way";
  return [
    rows.length === 1
      ? `${kept}, ${shown(first)} is left at the median of its cells.`
      : `${kept}, there is left at the median of its cells: ${shown(first)} (the most), ${shown(last)} (the least).`,
    ...(first.relative > 1
      ? [
          'No store path is faster than its compressor: above 1 the machine was busy with something else.',
        ]
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
