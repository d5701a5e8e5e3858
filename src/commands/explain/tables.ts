import { count } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import { type Explanation, firstDifference } from './document.js';

/** `explain`: one trail, or two and the step where they part. */
export function explanationsReport(trails: readonly Explanation[]): Report {
  const [one, other] = trails;
  const tables = trails.map(trailTable);
  if (other === undefined) {
    return { document: { trails, firstDifference: null }, records: stepsOf(trails), tables };
  }
  const part = firstDifference(one, other);
  const footer = part === null ? '\nThey do not part.' : `\nThey part at step ${part}.`;
  return {
    document: { trails, firstDifference: part },
    records: stepsOf(trails),
    tables: tables.map((table, i) => (i === 1 ? { ...table, footer } : table)),
  };
}

function stepsOf(trails: readonly Explanation[]): object[] {
  return trails.flatMap(({ key, steps }) =>
    steps.map(({ looked, moved }, i) => ({
      key,
      step: i + 1,
      looked: looked.join('; '),
      moved: moved.join(', '),
    })),
  );
}

function trailTable({ key, folio, outcome, steps }: Explanation): Table {
  const { number, pageCount, page, slot, memcg } = folio;
  const ending =
    outcome.refused === null
      ? `stored, ${outcome.storedPages} pages`
      : `refused (${outcome.refused}) at page ${outcome.failingPage}, ${outcome.wasted} pages compressed for nothing`;
  return {
    title: `${key}: ${ending}`,
    legend: `folio ${number}: pages ${page} to ${page + pageCount - 1}, swap slots from ${slot}, memcg ${memcg}`,
    columns: [
      ['step', 'number'],
      ['looked and did', 'text'],
      ['moved', 'text'],
    ],
    rows: steps.map(({ looked, moved }, i) => [count(i + 1), looked.join('; '), moved.join(', ')]),
  };
}
