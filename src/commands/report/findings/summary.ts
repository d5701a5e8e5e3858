import type { ResultDocument } from '../../../result/document.js';
import { kernelReleases } from '../../../result/kernel-strategy.js';
import { countedWithCommas, listed } from '../phrases.js';
import { correctnessFindings, drift } from './counter-drift.js';
import { byStrategy, type ReportFinding } from './finding.js';
import { overshoot } from './limit-overshoot.js';
import { limitations } from './limitations.js';
import { pagesStored } from './pages-stored.js';
import { roundsWithoutStore } from './rounds-without-store.js';
import { throughput } from './throughput.js';
import { verdictFindings } from './verdict-sentences.js';
import { wastedCompressions } from './wasted-compressions.js';

/** Returns the summary of a report: findings and limitations of a result. */
export function findings(result: ResultDocument): ReportFinding[] {
  const strategies = byStrategy(result.cells);
  return [
    ...correctnessFindings(result),
    gridFinding(result),
    ...pagesStored(result),
    ...verdictFindings(result),
    overshoot(result, strategies),
    ...roundsWithoutStore(strategies),
    wastedCompressions(strategies),
    drift(strategies),
    ...throughput(strategies),
    limitations(result),
  ];
}

function gridFinding({ config, corpora, cells }: ResultDocument): ReportFinding {
  const { strategies, compressors, folioSizes, tasks } = config;
  const grid = [
    countedWithCommas(strategies.length, 'strategy', 'strategies'),
    `${countedWithCommas(compressors.length, 'compressor')} (${listed(compressors)})`,
    `${countedWithCommas(folioSizes.length, 'folio size')} (${listed(folioSizes)})`,
  ];
  const pages = corpora.reduce((sum, corpus) => sum + corpus.pages, 0);
  const names = listed(corpora.map(({ name }) => name));
  return {
    title: 'Grid',
    sentences: [
      `${countedWithCommas(cells.length, 'cell')}: ${listed(grid)} over ${countedWithCommas(pages, 'page')} of ${names}.`,
      `Scenario ${config.scenario}, kernel ${listed(kernelReleases(config.strategies) ?? [config.kernel])}, ${listed(tasks.map(String))} concurrent stores, ` +
        `max_pool_percent ${listed(config.maxPoolPercent.map(String))}, ` +
        `accept_threshold_percent ${listed(config.acceptThresholdPercent.map(String))}.`,
    ],
  };
}
