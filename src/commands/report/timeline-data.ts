import type { Exact } from '../../result/document.js';

type Points = NonNullable<Exact['timeline']>;

/** A timeline as the page carries it: from each point to the next, which is shorter to write than where it is. */
export interface PackedTimeline {
  /** Virtual microseconds since the point before. */
  readonly us: readonly number[];
  /** Pool pages more or fewer than at the point before. */
  readonly pages: readonly number[];
  /** Points at which the full flag changes; it starts clear. */
  readonly flips: readonly number[];
}

/** A point of an unpacked timeline: virtual microseconds, pool pages, the full flag. */
export type TimelinePoint = readonly [us: number, pages: number, full: boolean];

/** Thins a timeline out to at most `most` points, of which the first, the last and the highest stay, and packs it. */
export function packTimeline(points: Points, most: number): PackedTimeline {
  const us: number[] = [];
  const pages: number[] = [];
  const flips: number[] = [];
  let [lastUs, lastPages, lastFlag] = [0, 0, 0];
  thinned(withoutLevels(points), most).forEach(([ns, poolPages, flag], i) => {
    const nowUs = Math.round(ns / 1000);
    us.push(nowUs - lastUs);
    pages.push(poolPages - lastPages);
    if (flag !== lastFlag) flips.push(i);
    [lastUs, lastPages, lastFlag] = [nowUs, poolPages, flag];
  });
  return { us, pages, flips };
}

/** The points of a packed timeline. */
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

/** Without the points inside a level stretch, which a line through its ends shows as well. */
function withoutLevels(points: Points): Points {
  const same = (one: Points[number], other: Points[number] | undefined) =>
    other !== undefined && one[1] === other[1] && one[2] === other[2];
  return points.filter((point, i) => !(same(point, points[i - 1]) && same(point, points[i + 1])));
}

/** The first, the last, and of each of the equal stretches between them the highest. */
function thinned(points: Points, most: number): Points {
  if (points.length <= most) return points;
  const inner = points.slice(1, -1);
  const stretches = most - 2;
  const highest = Array.from({ length: stretches }, (_, i) => {
    const from = Math.floor((i * inner.length) / stretches);
    const to = Math.floor(((i + 1) * inner.length) / stretches);
    return inner.slice(from, to).reduce((top, point) => (point[1] > top[1] ? point : top));
  });
  return [...points.slice(0, 1), ...highest, ...points.slice(-1)];
}
