import type { UserNames } from '../../cli/rerun-command.js';
import { FOLIO_PAGES, folioSizeName } from '../../model/folio/folio.js';
import type { Cell, Estimate, Exact, ResultDocument } from '../../result/document.js';
import { sweptValues } from '../../result/settings.js';
import { cellFigures } from './cell-figures.js';
import { failingPlaces } from './failing-pages.js';
import { pageMemcgs } from './memcg-data.js';
import type { PageCell, PageData } from './page-data.js';
import { presetsLast } from './preset-names.js';
import { packTimeline } from './timeline-data.js';

// Limits of timeline points, so that a page of any number of cells opens fast. A document has at most 200 points per cell.
const MAX_PAGE_POINTS = 60_000;
const MIN_CELL_POINTS = 14;
const MIN_MEMCG_POINTS = 8;
const MAX_CELL_POINTS = 200;

/** Selects and shortens the data of the page. */
export function pageData(result: ResultDocument, userNames: UserNames): PageData {
  const share = Math.floor(MAX_PAGE_POINTS / Math.max(1, result.cells.length));
  const points = Math.max(MIN_CELL_POINTS, Math.min(MAX_CELL_POINTS, share));
  const cells = presetsLast(result.cells).map((cell) => pageCell(cell, points));
  return { config: result.config, userNames, cells };
}

function pageCell(cell: Cell, points: number): PageCell {
  const { exact, timed, parameters } = cell;
  const { pool, rollback, counters } = exact;
  const stored = timed?.pagesPerSecond ?? undefined;
  return {
    corpus: cell.corpus,
    compressor: cell.compressor,
    folioSize: cell.folioSize,
    strategy: cell.strategy,
    ...sweptValues(parameters),
    folios: { offered: exact.folios.offered, stored: exact.folios.stored },
    rejects: Object.entries(exact.rejects ?? {}).filter(([, folios]) => folios > 0),
    pool: {
      limitPages: pool.limitPages,
      // Like the kernel's zswap_accept_thr_pages().
      acceptPages: Math.floor((pool.limitPages * parameters['accept-threshold-percent']) / 100),
      endPages: pool.endPages,
      peakPages: pool.peakPages,
      overshootPages: pool.overshootPages,
      ratio: pool.ratio,
    },
    wastedCompressions: exact.wasted?.compressions ?? 0,
    rollback: {
      failedStores: rollback.failedStores,
      storedPages: counters.stored_pages ?? 0,
      zswpout: counters.zswpout ?? 0,
      drift: Object.entries(rollback.drift).map(([counter, off]) => ({
        counter,
        off,
        known: rollback.declared.includes(counter),
      })),
      roundTrip: exact.roundTrip,
    },
    timed:
      timed === undefined
        ? null
        : {
            pagesPerSecond:
              stored === undefined ? null : { ...rounded(stored), samples: stored.samples.length },
            referencePagesPerSecond: rounded(timed.referencePagesPerSecond),
            relativeToCompressor: timed.relativeToCompressor,
          },
    timeline: packTimeline(exact.timeline ?? [], points),
    figures: cellFigures(cell),
    memcgs: pageMemcgs(exact, Math.max(MIN_MEMCG_POINTS, Math.floor(points / 2))),
    failing: failingPlaces(exact.failingPage, folioPagesOf(cell)),
    rounds: roundsOf(exact),
    folioNs: timed?.folioNs ? { p50: timed.folioNs.p50, p99: timed.folioNs.p99 } : null,
  };
}

function folioPagesOf({ folioSize }: Cell): number {
  return FOLIO_PAGES.find((pages) => folioSizeName(pages) === folioSize) ?? 1;
}

function roundsOf({ progress }: Exact): PageCell['rounds'] {
  if (progress?.rounds == null || progress.allFailedRounds === null) return null;
  const { rounds, allFailedRounds: none, allStoredRounds: all = null } = progress;
  return { rounds, none, all };
}

/** Rounds to whole pages per second; drops the samples. */
function rounded({ median, low, high }: Estimate): Estimate {
  return { median: Math.round(median), low: Math.round(low), high: Math.round(high) };
}
