import type { ShippedCorpus } from '../../corpus/shipped.js';
import { count, percent } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';

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
