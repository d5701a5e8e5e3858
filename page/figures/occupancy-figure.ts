import { withCommas } from '../../src/commands/report/phrases.js';
import { unpackTimeline } from '../../src/commands/report/timeline-data.js';
import { type Curve, curvesOption } from '../curves.js';
import type { Figure, Table, View } from '../figure.js';
import { described, partOf, valuesOf } from '../filter.js';
import { strokeOf } from '../look.js';
import { NEAR, RANGE, WHOLE } from './curve-range.js';

export const occupancyFigure: Figure = {
  id: 'occupancy',
  title: 'Pool occupancy',
  lead: 'Pages of the compressed pool over virtual time, in repetition 0. Stores are refused from the limit on, until the pool is below the accept threshold.',
  draw(view) {
    const { data, filter, cells, chosen, hidden, look } = view;
    const order = valuesOf(data, 'strategy');
    const curves = cells
      .filter(({ timeline }) => timeline.us.length > 0)
      .map(({ strategy, timeline }): Curve => {
        const stroke = strokeOf(look, order.indexOf(strategy));
        const points = unpackTimeline(timeline);
        return { name: strategy, stroke, points, shown: !hidden.has(strategy) };
      });
    if (curves.length === 0) return null;
    const shown = curves.filter((curve) => curve.shown);
    const pools = cells.map(({ pool }) => pool);
    const limit = Math.max(...pools.map(({ limitPages }) => limitPages));
    const accept = Math.max(...pools.map(({ acceptPages }) => acceptPages));
    // A pool that never comes near to its limit has no neighbourhood of it.
    const reaches = Math.max(...pools.map(({ peakPages }) => peakPages)) >= accept;
    const range = reaches ? (chosen.get(RANGE) ?? NEAR) : WHOLE;
    return {
      caption: `${described(data, filter)}; ${shown.length} of ${curves.length} strategies are drawn; select them in the legend.`,
      chart: {
        option: curvesOption({
          look,
          curves: shown,
          axis: 'pool (pages)',
          near: range === NEAR,
          levels: [
            {
              text: `limit ${withCommas(limit)}`,
              pages: limit,
              color: look.limit,
              position: 'insideStartTop',
            },
            {
              text: `accept threshold ${withCommas(accept)}`,
              pages: accept,
              color: look.accept,
              position: 'insideEndBottom',
            },
          ],
        }),
        heightPx: look.narrow ? 300 : 380,
      },
      legend: curves,
      controls: reaches ? [{ name: RANGE, values: [NEAR, WHOLE], value: range }] : [],
      table: table(view),
      part: partOf(cells),
    };
  },
};

function table({ cells }: View): Table {
  return {
    columns: [
      ['strategy', 'text'],
      ['limit (pages)', 'number'],
      ['accept threshold', 'number'],
      ['peak', 'number'],
      ['overshoot', 'number'],
      ['at the end', 'number'],
      ['ratio', 'number'],
    ],
    rows: cells.map(({ strategy, pool }) => [
      strategy,
      ...[
        pool.limitPages,
        pool.acceptPages,
        pool.peakPages,
        pool.overshootPages,
        pool.endPages,
      ].map(withCommas),
      pool.ratio?.toFixed(2) ?? '-',
    ]),
  };
}
