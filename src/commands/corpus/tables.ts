import type { ShippedCorpus } from '../../corpus/shipped.js';
import { count, NO_FIGURE, percent } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { CorpusInfo } from './document.js';

/** Reports `corpus list`. */
export function corpusListReport(corpora: readonly ShippedCorpus[]): Report {
  return {
    document: corpora,
    records: corpora,
    tables: [
      {
        title: 'Shipped corpora',
        columns: [
          ['name', 'text'],
          ['pages', 'number'],
          ['zero', 'number', 'share of zero pages'],
          ['workload', 'text'],
        ],
        rows: corpora.map(({ name, pages, zeroPages, workload }) => [
          name,
          count(pages),
          percent(zeroPages, pages),
          workload,
        ]),
      },
    ],
  };
}

/** Reports `corpus info`. */
export function corpusInfoReport(infos: readonly CorpusInfo[]): Report {
  const share = (info: CorpusInfo, size: string) =>
    info.alignedShare === null ? NO_FIGURE : percent(info.alignedShare[size], 1);
  return {
    document: infos,
    records: infos,
    tables: [
      {
        title: 'Pages of corpora, and their share in aligned folios',
        columns: [
          ['name', 'text'],
          ['format', 'text'],
          ['pages', 'number'],
          ['zero', 'number', 'share of zero pages'],
          ['runs', 'number', 'runs of consecutive present pages'],
          ['16K', 'number', 'share of pages in aligned folios of 16K and more'],
          ['64K', 'number', 'share of pages in aligned folios of 64K and more'],
          ['2M', 'number', 'share of pages in aligned folios of 2M'],
          ['sha256', 'text', 'checksum of all pages and their positions'],
        ],
        rows: infos.map((info) => [
          info.name,
          info.format,
          count(info.pages),
          percent(info.zeroPages, info.pages),
          count(info.runs),
          share(info, '16K'),
          share(info, '64K'),
          share(info, '2M'),
          info.sha256,
        ]),
      },
    ],
  };
}
