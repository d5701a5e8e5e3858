import { count, NO_FIGURE, percent } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import type { CorpusInfo } from './document.js';

const DECIMALS = 2;

/** Reports `corpus info`. */
export function corpusInfoReport(infos: readonly CorpusInfo[]): Report {
  const tables = [pagesTable(infos), lengthsTable(infos), foliosTable(infos)];
  return { document: infos, records: infos, tables: tables.filter(({ rows }) => rows.length > 0) };
}

function pagesTable(infos: readonly CorpusInfo[]): Table {
  return {
    title: 'Pages of corpora',
    columns: [
      ['name', 'text'],
      ['format', 'text'],
      ['pages', 'number'],
      ['zero', 'number', 'share of zero pages'],
      ['same', 'number', 'share of pages filled with one 8-byte word other than zero'],
      ['dup', 'number', 'share of pages equal to an earlier one, zero pages left out'],
      ['runs', 'number', 'runs of consecutive present pages'],
      ['sha256', 'text', 'checksum of all pages and their positions'],
    ],
    rows: infos.map((info) => [
      info.name,
      info.format,
      count(info.pages),
      percent(info.zeroPages, info.pages),
      percent(info.sameFilledPages, info.pages),
      info.duplicatePages === null ? 'not known' : percent(info.duplicatePages, info.pages),
      count(info.runs),
      info.sha256,
    ]),
  };
}

function lengthsTable(infos: readonly CorpusInfo[]): Table {
  return {
    title: 'Compressed lengths of the pages that are not zero',
    columns: [
      ['name', 'text'],
      ['compressor', 'text'],
      ['ratio', 'number', '4096 / mean length'],
      ['incompr', 'number', 'share of pages of 4096 bytes or more, which count as 4096'],
      ['p10', 'number', 'percentiles of the length in bytes'],
      ['p50', 'number'],
      ['p90', 'number'],
      ['pool', 'number', 'pool pages of zsmalloc, each page stored by itself'],
      ['distinct', 'number', 'the same with one copy of equal pages'],
    ],
    rows: infos.flatMap(({ name, pages, zeroPages, compressors }) =>
      Object.entries(compressors).map(([compressor, figures]) => {
        const { ratio, lengths, incompressiblePages, poolPages, distinctPoolPages } = figures;
        return [
          ...[name, compressor, ratio?.toFixed(DECIMALS) ?? NO_FIGURE],
          percent(incompressiblePages, pages - zeroPages),
          ...['p10', 'p50', 'p90'].map((key) => (lengths ? count(lengths[key]) : NO_FIGURE)),
          count(poolPages),
          distinctPoolPages === null ? 'not known' : count(distinctPoolPages),
        ];
      }),
    ),
  };
}

function foliosTable(infos: readonly CorpusInfo[]): Table {
  const compressors = Object.keys(infos[0]?.compressors ?? {});
  return {
    title: 'Naturally aligned folios whose pages are all present',
    columns: [
      ['name', 'text'],
      ['size', 'text'],
      ['pages', 'number', 'share of pages in such folios'],
      ['zero', 'number', 'share of the folios in which all pages are zero'],
      ['partly zero', 'number', 'share of the folios in which some pages are zero'],
      ...compressors.map(
        (compressor) =>
          [
            `r ${compressor}`,
            'number',
            `correlation of the lengths in a folio with ${compressor} (ICC), zero pages left out`,
          ] as const,
      ),
    ],
    rows: infos.flatMap(({ name, folios, alignedShare }) =>
      Object.entries(folios ?? {})
        .filter(([, figures]) => figures.folios > 0)
        .map(([size, { folios: all, zeroFolios, partlyZeroFolios, correlation }]) => [
          ...[name, size, percent(alignedShare?.[size] ?? 0, 1)],
          ...[percent(zeroFolios, all), percent(partlyZeroFolios, all)],
          ...compressors.map((each) => correlation[each]?.toFixed(DECIMALS) ?? NO_FIGURE),
        ]),
    ),
  };
}
