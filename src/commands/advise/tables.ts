import { count, duration, NO_FIGURE, percent, signed } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import type { Advice, Choice } from './document.js';

const MOST_ROWS = 20;

const CANNOT_KNOW = `What this cannot know: latency of faults and of the device, contention for locks, this machine's own speed (time
is that of native code on one server core), what of a workload is cold, and what else the pool's RAM would be worth.
Exact figures of these corpora: capture your own (zswap-bench corpus capture) before you believe them.`;

/** `advise`. */
export function adviceReport(advice: Advice): Report {
  return {
    document: advice,
    records: advice.front,
    tables: [frontTable(advice), settingsTable(advice)],
  };
}

function frontTable({ tried, front, balanced, config }: Advice): Table {
  const several = config.corpora.length > 1;
  const shown = front.filter((_, i) => i < MOST_ROWS || i === balanced);
  const hidden = front.length - shown.length;
  return {
    title: `${front.length} of ${tried} ways to set it that no other beats`,
    legend:
      'pages kept in zswap, the pool at its peak (both by pages offered), and time in the compressor for each page\n' +
      'kept: the three objectives; pages past the limit; pages that the oracle holds more; how often it is on the\n' +
      'front when the corpora are drawn anew; * comes nearest to the best of all three at\n' +
      'once (of what a released kernel does, where that is among them)',
    columns: [
      ['', 'text'],
      ['compressor', 'text'],
      ['folios', 'text'],
      ['strategy', 'text'],
      ['max %', 'number'],
      ['accept %', 'number'],
      ['kept', 'number'],
      ['pool', 'number'],
      ['cpu', 'number'],
      ['over', 'number'],
      ['regret', 'number'],
      ['sure', 'number'],
    ],
    rows: shown.map((each) => row(each, each === front[balanced])),
    ...(hidden === 0 ? {} : { footer: `and ${hidden} more, all in --json` }),
    ...(several ? {} : { footer: 'One corpus: nothing says how far this holds for another.' }),
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
    title: 'What sets the marked one',
    columns: [['as root', 'text']],
    rows: settings.map(({ path, value }) => [`echo ${value} >${path}`]),
    footer:
      kernel === undefined
        ? `\n${strategy} is no setting: it takes a kernel that stores so (zswap-bench strategies).\n\n${CANNOT_KNOW}`
        : `\n${strategy} is what kernel ${kernel} does.\n\n${CANNOT_KNOW}`,
  };
}
