import type { PageMemcg } from '../../src/commands/report/memcg-data.js';
import type { PageCell } from '../../src/commands/report/page-data.js';
import { withCommas } from '../../src/commands/report/phrases.js';
import { unpackTimeline } from '../../src/commands/report/timeline-data.js';
import { type Curve, curvesOption } from '../curves.js';
import type { Figure } from '../figure.js';
import { described, partOf, valuesOf } from '../filter.js';
import { strokeOf } from '../look.js';
import { NEAR, RANGE, WHOLE } from './curve-range.js';

const WHICH = 'Memcg';
const LARGEST = 'the fullest memcg';
const PARENT = 'parent of all memcgs';

type LimitedCell = PageCell & { readonly usage: PageMemcg };

export const memcgFigure: Figure = {
  id: 'memcg',
  title: 'Memcg usage',
  lead: 'Compressed pages charged to a memcg over virtual time, in repetition 0, and its limit (memory.zswap.max). Of several memcgs the one that uses most at each moment.',
  draw({ data, filter, cells, chosen, hidden, look }) {
    const places = [LARGEST, PARENT].filter((place) => limited(cells, place).length > 0);
    if (places.length === 0) return null;
    // Initially the one whose limit binds.
    const asked = chosen.get(WHICH) ?? '';
    const which = places.includes(asked) ? asked : fullest(cells, places);
    const found = limited(cells, which);
    const order = valuesOf(data, 'strategy');
    const curves = found.map(
      ({ strategy, usage }): Curve => ({
        name: strategy,
        stroke: strokeOf(look, order.indexOf(strategy)),
        points: unpackTimeline(usage.timeline),
        shown: !hidden.has(strategy),
      }),
    );
    const shown = curves.filter((curve) => curve.shown);
    const limit = Math.max(...found.map(({ usage }) => usage.limitPages));
    const range = chosen.get(RANGE) ?? NEAR;
    return {
      caption: `${described(data, filter)}; ${which}; ${shown.length} of ${curves.length} strategies are drawn.`,
      chart: {
        option: curvesOption({
          look,
          curves: shown,
          axis: 'usage (pages)',
          near: range === NEAR,
          levels: [
            {
              text: `memory.zswap.max ${withCommas(limit)}`,
              pages: limit,
              color: look.limit,
              position: 'insideStartTop',
            },
          ],
        }),
        heightPx: look.narrow ? 300 : 380,
      },
      legend: curves,
      controls: [
        ...(places.length > 1 ? [{ name: WHICH, values: places, value: which }] : []),
        { name: RANGE, values: [NEAR, WHOLE], value: range },
      ],
      table: {
        columns: [
          ['strategy', 'text'],
          ['memcg', 'text'],
          ['limit (pages)', 'number'],
          ['peak', 'number'],
          ['overshoot', 'number'],
        ],
        rows: found.map(({ strategy, usage }) => [
          strategy,
          which,
          withCommas(usage.limitPages),
          usage.peakPages === null ? '-' : withCommas(usage.peakPages),
          usage.overshootPages === null ? '-' : withCommas(usage.overshootPages),
        ]),
      },
      part: partOf(found),
    };
  },
};

function limited(cells: readonly PageCell[], place: string): LimitedCell[] {
  return cells.flatMap((cell) => {
    const usage = place === PARENT ? cell.memcgs?.parent : cell.memcgs?.memcg;
    return usage == null || usage.timeline.us.length === 0 ? [] : [{ ...cell, usage }];
  });
}

/** Returns the place with the highest peak / limit. */
function fullest(cells: readonly PageCell[], places: readonly string[]): string {
  const shares = places.map((place) => ({
    place,
    share: Math.max(
      ...limited(cells, place).map(
        ({ usage }) => (usage.peakPages ?? 0) / Math.max(1, usage.limitPages),
      ),
    ),
  }));
  return shares.reduce((top, each) => (each.share > top.share ? each : top)).place;
}
