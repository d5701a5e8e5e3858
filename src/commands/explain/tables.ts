import { count } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import { type FolioTrace, firstDifference } from './document.js';

/** Reports `explain`: one trace, or two and the first step that differs. */
export function explanationsReport(traces: readonly FolioTrace[]): Report {
  const [one, other] = traces;
  const tables = traces.map(traceTable);
  if (other === undefined) {
    return {
      document: { trails: traces, firstDifference: null },
      records: stepsOf(traces),
      tables,
    };
  }
  const step = firstDifference(one, other);
  const footer = step === null ? '\nNo difference.' : `\nFirst difference at step ${step}.`;
  return {
    document: { trails: traces, firstDifference: step },
    records: stepsOf(traces),
    tables: tables.map((table, i) => (i === 1 ? { ...table, footer } : table)),
  };
}

function stepsOf(traces: readonly FolioTrace[]): object[] {
  return traces.flatMap(({ key, steps }) =>
    steps.map(({ looked, moved }, i) => ({
      key,
      step: i + 1,
      looked: looked.join('; '),
      moved: moved.join(', '),
    })),
  );
}

function traceTable({ key, folio, outcome, steps }: FolioTrace): Table {
  const { number, pageCount, page, slot, memcg } = folio;
  const outcomeText =
    outcome.refused === null
      ? `stored, ${outcome.storedPages} pages`
      : `refused (${outcome.refused}) at page ${outcome.failingPage}, ${outcome.wasted} compressions wasted`;
  return {
    title: `${key}: ${outcomeText}`,
    subtitle: `folio ${number}: pages ${page} to ${page + pageCount - 1}, swap slots from ${slot}, memcg ${memcg}`,
    columns: [
      ['step', 'number'],
      ['checks and actions', 'text'],
      ['changes', 'text', 'counters that changed'],
    ],
    rows: steps.map(({ looked, moved }, i) => [count(i + 1), looked.join('; '), moved.join(', ')]),
  };
}
