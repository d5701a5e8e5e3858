import type { Exact } from '../../result/document.js';

type Points = NonNullable<Exact['timeline']>;

/** Delta-encoded timeline in the page. */
export interface PackedTimeline {
  /** Virtual microseconds since the previous point. */
  readonly us: readonly number[];
  /** Change of pool pages since the previous point. */
  readonly pages: readonly number[];
  /** Indices of points where the full flag changes; it is clear at the start. */
  readonly flips: readonly number[];
}

/** Point of an unpacked timeline: virtual microseconds, pool pages, full flag. */
export type TimelinePoint = readonly [us: number, pages: number, full: boolean];

/** Thins a timeline to at most `maxPoints` points and packs it. The first, the last and the highest point stay. */
export function packTimeline(points: Points, maxPoints: number): PackedTimeline {
  const us: number[] = [];
  const pages: number[] = [];
  const flips: number[] = [];
  let [lastUs, lastPages, lastFlag] = [0, 0, 0];
  thinned(withoutLevels(points), maxPoints).forEach(([ns, poolPages, flag], i) => {
    const nowUs = Math.round(ns / 1000);
    us.push(nowUs - lastUs);
    pages.push(poolPages - lastPages);
    if (flag !== lastFlag) flips.push(i);
    [lastUs, lastPages, lastFlag] = [nowUs, poolPages, flag];
  });
  return { us, pages, flips };
}

/** Unpacks a timeline. */
export function unpackTimeline(packed: PackedTimeline): TimelinePoint[] {
  const flips = new Set(packed.flips);
  let [us, pages, full] = [0, 0, false];
  return packed.us.map((step, i) => {
    us += step;
    pages += packed.pages[i] ?? 0;
    if (flips.has(i)) full = !full;
    return [us, pages, full];
  });
}

/** Drops points inside a level stretch, which do not change the drawn line. */
function withoutLevels(points: Points): Points {
  const same = (one: Points[number], other: Points[number] | undefined) =>
    other !== undefined && one[1] === other[1] && one[2] === other[2];
  return points.filter((point, i) => !(same(point, points[i - 1]) && same(point, points[i + 1])));
}

/** Returns the first point, the last point, and the highest point of each equal stretch between them. */
function thinned(points: Points, maxPoints: number): Points {
  if (points.length <= maxPoints) return points;
  const inner = points.slice(1, -1);
  const stretches = maxPoints - 2;
  const highest = Array.from({ length: stretches }, (_, i) => {
    const from = Math.floor((i * inner.length) / stretches);
    const to = Math.floor(((i + 1) * inner.length) / stretches);
    return inner.slice(from, to).reduce((top, point) => (point[1] > top[1] ? point : top));
  });
  return [...points.slice(0, 1), ...highest, ...points.slice(-1)];
}
