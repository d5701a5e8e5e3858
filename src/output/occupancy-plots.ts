import type { Cell } from '../result/document.js';
import type { OccupancyPlot, PlotBounds } from './occupancy-plot.js';

/** Share of the limit from which on pages are near it. Below the standard accept threshold of 90%. */
const NEAR = 0.88;

/** Returns a plot for each cell with a timeline; cells that differ in the strategy alone have equal bounds. */
export function occupancyPlots(cells: readonly Cell[]): OccupancyPlot[] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells.filter(({ exact }) => (exact.timeline ?? []).length > 0)) {
    const { corpus, compressor, folioSize, parameters } = cell;
    const group = JSON.stringify([corpus, compressor, folioSize, parameters]);
    groups.set(group, [...(groups.get(group) ?? []), cell]);
  }
  return [...groups.values()].flatMap((group) => {
    const bounds = boundsOf(group);
    return group.map(({ key, exact: { pool, timeline = [] } }) => ({
      title: key,
      limitPages: pool.limitPages,
      points: timeline,
      bounds,
    }));
  });
}

/** Pages near the limit, from the first time that a pool holds as many; all pages if no pool comes near. */
function boundsOf(cells: readonly Cell[]): PlotBounds {
  const points = cells.flatMap(({ exact }) => exact.timeline ?? []);
  const limit = Math.min(...cells.map(({ exact }) => exact.pool.limitPages));
  const near = points.filter(([, pages]) => pages >= NEAR * limit);
  const shown = near.length > 0 ? near : points;
  const pages = shown.map((point) => point[1]);
  return {
    fromNs: Math.min(...shown.map(([ns]) => ns)),
    toNs: Math.max(...points.map(([ns]) => ns)),
    lowPages: Math.min(...pages),
    highPages: near.length > 0 ? Math.max(limit, ...pages) : Math.max(...pages),
  };
}
