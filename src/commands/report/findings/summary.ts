import type { ResultDocument } from '../../../result/document.js';
import { countOf, listed } from '../phrases.js';
import { caveats } from './caveats.js';
import { drift, wrong } from './counter-drift.js';
import { byStrategy, type Finding } from './finding.js';
import { overshoot } from './limit-overshoot.js';
import { storesMost } from './stores-most.js';
import { throughput } from './throughput.js';
import { thrownAway } from './wasted-compressions.js';

/** The plain-words summary on top of a report: what a result shows, and what is not to be concluded from it. */
export function findings(result: ResultDocument): Finding[] {
  const strategies = byStrategy(result.cells);
  return [
    ...wrong(result),
    whatWasRun(result),
    ...storesMost(result.cells),
    overshoot(strategies),
    thrownAway(strategies),
    drift(strategies),
    ...throughput(strategies),
    caveats(result),
  ];
}

function whatWasRun({ config, corpora, cells }: ResultDocument): Finding {
  const { strategies, compressors, folioSizes, tasks } = config;
  const grid = [
    countOf(strategies.length, 'strategy', 'strategies'),
    `${countOf(compressors.length, 'compressor')} (${listed(compressors)})`,
    `${countOf(folioSizes.length, 'folio size')} (${listed(folioSizes)})`,
  ];
  const pages = corpora.reduce((sum, corpus) => sum + corpus.pages, 0);
  const names = listed(corpora.map(({ name }) => name));
  return {
    title: 'What was run',
    sentences: [
      `${countOf(cells.length, 'cell')}: ${listed(grid)} over ${countOf(pages, 'page')} of ${names}.`,
      `Scenario ${config.scenario}, kernel ${config.kernel}, ${listed(tasks.map(String))} stores in flight at once, ` +
        `max_pool_percent ${listed(config.maxPoolPercent.map(String))}, ` +
        `accept_threshold_percent ${listed(config.acceptThresholdPercent.map(String))}.`,
    ],
  };
}
