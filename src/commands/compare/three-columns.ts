import { NO_FIGURE, spread } from '../../output/numbers.js';
import type { Table } from '../../output/table.js';
import { change, METRIC_TEXTS, probability } from '../../output/timed-comparison-tables.js';
import type { Figure, TimedComparison } from '../../result/compare-timed.js';

/** Tables of timed metrics for a mail: baseline, new and delta, each figure with half its interval. */
export function threeColumnTables(timed: readonly TimedComparison[]): Table[] {
  return [...new Set(timed.map(({ metric }) => metric))].map((metric) => {
    const { title, show } = METRIC_TEXTS[metric];
    const figure = (side: Figure) => {
      const half = spread(side);
      return half === NO_FIGURE ? show(side.median) : `${show(side.median)} ${half}`;
    };
    return {
      title,
      unfolded: true,
      columns: [
        ['cell', 'text'],
        ['baseline', 'number', 'median of the old result, half its 95% interval'],
        ['new', 'number', 'median of the new result, half its 95% interval'],
        ['delta', 'number', '(new - baseline) / baseline; ~ where it is not significant; p'],
      ],
      rows: timed
        .filter((each) => each.metric === metric)
        .map((each) => [each.cell, figure(each.old), figure(each.new), deltaText(each)]),
    };
  });
}

function deltaText(compared: TimedComparison): string {
  return compared.p === null ? change(compared) : `${change(compared)} p ${probability(compared)}`;
}
