import { formatJson } from '../../output/json.js';
import type { Cell, Estimate, ResultDocument } from '../../result/document.js';
import { estimate } from '../../statistics/estimate.js';

interface Metric {
  readonly value: number;
  readonly lower_value?: number;
  readonly upper_value?: number;
}

/** Formats a result in the Bencher Metric Format (https://bencher.dev/docs/reference/bencher-metric-format/). */
export function formatBencher({ cells }: ResultDocument): string {
  return formatJson(Object.fromEntries(cells.map((cell) => [cell.key, metricsOf(cell)])));
}

function metricsOf({ exact, timed }: Cell): Record<string, Metric> {
  const metrics: Record<string, Metric> = {
    'stored-pages': { value: exact.pages.stored },
    'rejected-folios': { value: exact.folios.rejected },
    'peak-pool-pages': { value: exact.pool.peakPages },
    'overshoot-pages': { value: exact.pool.overshootPages },
  };
  if (exact.wasted !== undefined) {
    metrics['wasted-compressions'] = { value: exact.wasted.compressions };
  }
  if (exact.pool.ratio !== null) metrics['compression-ratio'] = { value: exact.pool.ratio };
  if (timed !== undefined && timed.relativeSamples.length > 0) {
    metrics['relative-to-compressor'] = withInterval(estimate(timed.relativeSamples));
  }
  if (timed?.pagesPerSecond) metrics.throughput = withInterval(timed.pagesPerSecond);
  return metrics;
}

function withInterval({ median, low, high }: Estimate): Metric {
  return { value: median, lower_value: low, upper_value: high };
}
