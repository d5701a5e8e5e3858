import { count } from '../../../output/numbers.js';
import type { Report } from '../../../output/report.js';
import type { Table } from '../../../output/table.js';
import type { LengthsDocument, LengthsOfCorpus } from './document.js';

/** `kernel lengths`. */
export function lengthsReport(document: LengthsDocument): Report {
  const { lengths } = document;
  const differ = lengths.filter(({ matched }) => !matched);
  return {
    document,
    records: lengths,
    tables: [lengthsTable(document), ...(differ.length > 0 ? [differingTable(differ)] : [])],
  };
}

function lengthsTable({ kernel, lengths }: LengthsDocument): Table {
  return {
    title: `Compressed lengths of kernel ${kernel.release} and of this program`,
    columns: [
      ['corpus', 'text'],
      ['in the kernel', 'text', "the kernel's name of the compressor"],
      ['compressor', 'text', "this program's compressor"],
      ['pages', 'number', 'pages compared: all that are not zero'],
      ['equal', 'number', 'pages of equal length; one that does not compress has none below 4096'],
      ['kernel bytes', 'number', 'compressed bytes of pages that are below 4096 on both sides'],
      ['bytes', 'number', "likewise, this program's"],
      ['kept', 'number', 'pages that the kernel keeps with a length of 4096'],
      ['refused', 'number', 'pages that the kernel refuses'],
      ['exactly 4096', 'number', "pages for which this program's length is 4096; of them refused"],
    ],
    rows: lengths.map((each) => [
      each.corpus,
      each.kernelCompressor,
      each.compressor,
      ...[each.pages, each.equal, each.kernelBytes, each.bytes, each.kept, each.refused].map(count),
      `${each.exactly4096} / ${each.exactly4096Refused}`,
    ]),
  };
}

function differingTable(lengths: readonly LengthsOfCorpus[]): Table {
  return {
    title: 'The first pages that differ, where no compressor of this program has all lengths',
    columns: [
      ['corpus', 'text'],
      ['compressor', 'text'],
      ['page', 'number', 'from 0, in file order'],
      ['kernel', 'number'],
      ['program', 'number'],
    ],
    rows: lengths.flatMap(({ corpus, compressor, differing }) =>
      differing.map(({ page, kernel, program }) => [
        corpus,
        compressor,
        count(page),
        kernel === null ? 'refused' : count(kernel),
        count(program),
      ]),
    ),
  };
}
