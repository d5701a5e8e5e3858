import { count } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import { type Explanation, firstDifference } from './document.js';

/** `explain`: one trace, or two and the first step that differs. */
export function explanationsReport(trails: readonly Explanation[]): Report {
  const [one, other] = trails;
  const tables = trails.map(trailTable);
  if (other === undefined) {
    return { document: { trails, firstDifference: null }, records: stepsOf(trails), tables };
  }
  const part = firstDifference(one, other);
  const footer = part === null ? '\nNo difference.' : `\nFirst difference at step ${part}.`;
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
      : `refused (${outcome.refused}) at page ${outcome.failingPage}, ${outcome.wasted} compressions wasted`;
  return {
    title: `${key}: ${ending}`,
    subtitle: `folio ${number}: pages ${page} to ${page + pageCount - 1}, swap slots from ${slot}, memcg ${memcg}`,
    columns: [
      ['step', 'number'],
      ['checks and actions', 'text'],
      ['changes', 'text', 'counters that changed'],
    ],
    rows: steps.map(({ looked, moved }, i) => [count(i + 1), looked.join('; '), moved.join(', ')]),
  };
}
