import type { ShippedCorpus } from '../corpus/shipped.js';
import type { CorpusInfo } from '../result/corpus-info.js';
import type { Format } from './format.js';
import { formatJson } from './json.js';
import { count, NO_FIGURE, percent } from './numbers.js';
import { renderTable } from './table.js';

/** `corpus list`. */
export function formatCorpusList(corpora: readonly ShippedCorpus[], format: Format): string {
  if (format === 'json') return formatJson(corpora);
  return renderTable(
    'Shipped corpora',
    [
      ['name', 'text'],
      ['pages', 'number'],
      ['zero', 'number'],
      ['workload', 'text'],
    ],
    corpora.map(({ name, pages, zeroPages, workload }) => [
      name,
      count(pages),
      percent(zeroPages, pages),
      workload,
    ]),
  );
}

/** `corpus info`. */
export function formatCorpusInfo(infos: readonly CorpusInfo[], format: Format): string {
  if (format === 'json') return formatJson(infos);
  const share = (info: CorpusInfo, size: string) =>
    info.alignedShare === null ? NO_FIGURE : percent(info.alignedShare[size], 1);
  return renderTable(
    'Pages, and the share of them in aligned folios of at least a size',
    [
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
    infos.map((info) => [
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
  );
}
