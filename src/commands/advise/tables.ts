import { count, duration, NO_FIGURE, percent, signed } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import type { Advice, Choice } from './document.js';

const MAX_ROWS = 20;

const LIMITATIONS = `Limitations: the model has no fault latency, no device latency and no lock contention; compression time is that of
native code on one server core; it knows neither which pages are cold nor the value of the pool's RAM to other users.
Capture pages of your own workload (zswap-bench corpus capture) before you rely on this.`;

/** Reports `advise`. */
export function adviceReport(advice: Advice): Report {
  return {
    document: advice,
    records: advice.front,
    tables: [frontTable(advice), settingsTable(advice)],
  };
}

function frontTable({ tried, front, balanced, config }: Advice): Table {
  const several = config.corpora.length > 1;
  const shown = front.filter((_, i) => i < MAX_ROWS || i === balanced);
  const hidden = front.length - shown.length;
  return {
    title: `Pareto front: ${front.length} of ${tried} settings`,
    columns: [
      [
        '*',
        'text',
        'recommended: nearest to the best of all objectives, of released kernels if any is listed',
      ],
      ['compressor', 'text'],
      ['folios', 'text', 'folio size'],
      ['strategy', 'text'],
      ['max %', 'number', 'max_pool_percent'],
      ['accept %', 'number', 'accept_threshold_percent'],
      ['kept', 'number', 'objective: pages kept in zswap / pages offered'],
      ['pool', 'number', 'objective: pool peak / pages offered'],
      ['cpu', 'number', 'objective: compression time per page kept'],
      ['over', 'number', 'overshoot: pool pages above the limit'],
      ['oracle gap', 'number', 'pages the oracle stores minus pages stored'],
      ['stable', 'number', 'share of resampled corpora with this setting on the front'],
    ],
    rows: shown.map((each) => row(each, each === front[balanced])),
    ...(hidden === 0 ? {} : { footer: `${hidden} more in --json` }),
    ...(several ? {} : { footer: 'One corpus: no evidence for other workloads.' }),
  };
}

function row(each: Choice, marked: boolean): string[] {
  return [
    marked ? '*' : '',
    each.compressor,
    each.folioSize,
    each.strategy,
    count(each.maxPoolPercent),
    count(each.acceptThresholdPercent),
    percent(each.keptShare, 1),
    percent(each.poolShare, 1),
    duration(each.cpuNsPerKeptPage),
    count(each.overshootPages),
    each.regretPages === null ? NO_FIGURE : signed(each.regretPages),
    each.frontShare === null ? NO_FIGURE : percent(each.frontShare, 1),
  ];
}

function settingsTable({ settings, front, balanced }: Advice): Table {
  const { strategy } = front[balanced];
  const kernel = /^mainline-(.+)$/.exec(strategy)?.[1];
  return {
    title: 'Commands for the recommended setting (*)',
    columns: [['as root', 'text']],
    rows: settings.map(({ path, value }) => [`echo ${value} >${path}`]),
    footer:
      kernel === undefined
        ? `\n${strategy} is not a setting: it needs a kernel with this store path (see zswap-bench strategies).\n\n${LIMITATIONS}`
        : `\n${strategy} is the behaviour of kernel ${kernel}.\n\n${LIMITATIONS}`,
  };
}
