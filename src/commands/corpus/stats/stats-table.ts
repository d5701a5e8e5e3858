import { oneLine } from '../../../common/errors.js';
import { count, NO_FIGURE, percent, range } from '../../../output/numbers.js';
import type { Report } from '../../../output/report.js';
import type { FileFigures } from './read-statistics.js';
import type { FigureRange } from './statistics-format.js';

/** Reports `corpus stats`. */
export function statisticsReport(figures: readonly FileFigures[]): Report {
  return {
    document: figures,
    records: figures,
    tables: [
      {
        title: 'Compressed pages by figures of kernels',
        columns: [
          ['file', 'text'],
          ['figures', 'text'],
          ['pages', 'number', 'pages stored'],
          ['same', 'number', 'share of same-filled pages'],
          ['length', 'number', 'mean compressed length of the other pages in bytes'],
          ['incompr', 'number', 'share of pages of 4096 bytes or more'],
          ['pool', 'number', 'pages of the pool, by the file'],
          ['model', 'number', "the same by the model's size classes, from the allocated objects"],
          ['packed', 'number', 'pages of the pool without fragmentation'],
        ],
        rows: figures.map((each) => {
          const { pages, sameFilledPages: same } = each;
          return [
            ...[oneLine(each.file), each.source, count(pages)],
            same === null ? NO_FIGURE : percent(same, pages),
            within(each.meanLengthBytes, (length) => count(Math.round(length))),
            within(each.incompressiblePages, (some) => percent(some, pages)),
            ...[each.poolPages, each.modelPoolPages, each.packedPoolPages].map((some) =>
              some === null ? NO_FIGURE : count(some),
            ),
          ];
        }),
      },
    ],
  };
}

function within(bounds: FigureRange | null, show: (value: number) => string): string {
  return bounds === null ? NO_FIGURE : range([bounds.low, bounds.high], show);
}
