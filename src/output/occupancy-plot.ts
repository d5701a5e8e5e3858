import { DotCanvas } from './dot-canvas.js';
import { duration } from './numbers.js';

/** Pool pages of a cell over virtual time. Plots that are compared have equal bounds. */
export interface OccupancyPlot {
  readonly title: string;
  readonly limitPages: number;
  readonly points: readonly OccupancyPoint[];
  readonly bounds: PlotBounds;
}

/** Virtual time, pool pages, 1 while the full flag is set. */
export type OccupancyPoint = readonly [ns: number, pages: number, full: 0 | 1];

/** Part of time and pages that is shown. */
export interface PlotBounds {
  readonly fromNs: number;
  readonly toNs: number;
  readonly lowPages: number;
  readonly highPages: number;
}

/** Form of plots. */
export interface PlotStyle {
  /** Columns of a line. */
  readonly width: number;
  readonly braille: boolean;
}

const ROWS = 6;
const MAX_COLUMNS = 100;
const LIMIT_DOT_EVERY = 4;

/** Formats a plot as lines: title, canvas with labels, a line for the full flag, times. */
export function plotLines(plot: OccupancyPlot, { width, braille }: PlotStyle): string[] {
  const { bounds, limitPages, points } = plot;
  const { fromNs, toNs, lowPages, highPages } = bounds;
  const limit = isWithin(limitPages, bounds) ? `limit ${limitPages}` : null;
  const label = Math.max(limit?.length ?? 0, String(highPages).length);
  const columns = Math.max(1, Math.min(MAX_COLUMNS, width - label - ' |'.length - 1));
  const canvas = new DotCanvas(columns, ROWS, braille);
  const dotY = (pages: number) => {
    const share = (pages - lowPages) / Math.max(1, highPages - lowPages);
    return Math.round((canvas.height - 1) * (1 - Math.min(1, Math.max(0, share))));
  };
  const limitY = limit === null ? null : dotY(limitPages);
  if (limitY !== null) {
    for (let x = 0; x < canvas.width; x += braille ? LIMIT_DOT_EVERY : 1)
      canvas.set(x, limitY, '-');
  }
  const spans = spansOf(points, bounds, canvas.width);
  for (const [x, { low, high }] of spans.entries()) {
    if (high < lowPages) continue;
    for (let y = dotY(high); y <= dotY(Math.max(low, lowPages)); y++) canvas.set(x, y, '*');
  }
  const labels = new Map([
    [0, String(highPages)],
    [ROWS - 1, String(lowPages)],
    ...(limitY === null || limit === null ? [] : [[canvas.rowOf(limitY), limit] as const]),
  ]);
  const perColumn = canvas.width / columns;
  const full = Array.from({ length: columns }, (_, i) =>
    spans.slice(i * perColumn, (i + 1) * perColumn).some((span) => span.full) ? '=' : ' ',
  ).join('');
  const [start, end] = [fromNs, toNs].map(duration);
  const gap = Math.max(1, columns - start.length - end.length);
  return [
    plot.title,
    ...canvas.lines().map((line, row) => `${(labels.get(row) ?? '').padStart(label)} |${line}`),
    `${'full'.padStart(label)} |${full}`,
    `${''.padStart(label)}  ${start}${' '.repeat(gap)}${end}`,
  ].map((line) => line.trimEnd());
}

function isWithin(pages: number, { lowPages, highPages }: PlotBounds): boolean {
  return pages >= lowPages && pages <= highPages;
}

/** Lowest and highest pages in a column of dots. */
interface Span {
  low: number;
  high: number;
  full: boolean;
}

/** Returns the span of each of `count` equal parts of time. The pages of a point hold until the next one. */
function spansOf(
  points: readonly OccupancyPoint[],
  { fromNs, toNs }: PlotBounds,
  count: number,
): Span[] {
  const spans: Span[] = [];
  let next = 0;
  let last: OccupancyPoint = [fromNs, points[0]?.[1] ?? 0, 0];
  for (let x = 0; x < count; x++) {
    const end = fromNs + ((x + 1) * (toNs - fromNs)) / count;
    const span = { low: last[1], high: last[1], full: last[2] === 1 };
    for (; next < points.length && points[next][0] <= end; next++) {
      last = points[next];
      span.low = Math.min(span.low, last[1]);
      span.high = Math.max(span.high, last[1]);
      span.full ||= last[2] === 1;
    }
    spans.push(span);
  }
  return spans;
}
