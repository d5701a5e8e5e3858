import type { ShippedCorpus } from '../../corpus/shipped.js';
import { count, NO_FIGURE, percent } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { CorpusInfo } from './document.js';

/** `corpus list`. */
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
          ['zero', 'number'],
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

/** `corpus info`. */
export function corpusInfoReport(infos: readonly CorpusInfo[]): Report {
  const share = (info: CorpusInfo, size: string) =>
    info.alignedShare === null ? NO_FIGURE : percent(info.alignedShare[size], 1);
  return {
    document: infos,
    records: infos,
    tables: [
      {
        title: 'Pages, and the share of them in aligned folios of at least a size',
        columns: [
          ['name', 'text'],
          ['format', 'text'],
          ['pages', 'number'],
          ['zero', 'number'],
          ['runs', 'number'],
          ['16K', 'number'],
          ['64K', 'number'],
          ['2M', 'number'],
          ['sha256', 'text'],
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
