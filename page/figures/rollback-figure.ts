import type { PageCell } from '../../src/commands/report/page-data.js';
import { withCommas } from '../../src/commands/report/phrases.js';
import { signed } from '../../src/output/numbers.js';
import type { Figure } from '../figure.js';
import { described, partOf } from '../filter.js';

export const rollbackFigure: Figure = {
  id: 'rollback',
  title: 'Counter rollback',
  lead: 'Failed stores, counters at the end, drift (counter - expected counter), and round trips: pages that compressor and pool returned unchanged.',
  draw({ data, filter, cells }) {
    if (cells.length === 0) return null;
    return {
      caption: `${described(data, filter)}; repetition 0.`,
      table: {
        columns: [
          ['strategy', 'text'],
          ['failed stores', 'number'],
          ['stored_pages', 'number'],
          ['zswpout', 'number'],
          ['drift', 'text'],
          ['round trips', 'number'],
        ],
        rows: cells.map(({ strategy, rollback: found }) => [
          strategy,
          withCommas(found.failedStores),
          withCommas(found.storedPages),
          withCommas(found.zswpout),
          driftText(found.drift),
          roundTripText(found.roundTrip),
        ]),
      },
      part: partOf(cells),
    };
  },
};

function driftText(drift: PageCell['rollback']['drift']): string {
  if (drift.length === 0) return 'none';
  return drift
    .map(
      ({ counter, off, known }) =>
        `${counter} ${signed(off)}${known ? ' (known bug)' : ' (NOT DECLARED)'}`,
    )
    .join(', ');
}

function roundTripText(trip: PageCell['rollback']['roundTrip']): string {
  if (trip === null) return '-';
  return `${withCommas(trip.checked - trip.mismatches)} of ${withCommas(trip.checked)}`;
}
