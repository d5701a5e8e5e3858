import { PAGE_SIZE } from '../../common/page.js';
import { bytes, count, duration, NO_FIGURE, share } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import type { Advice, AdviceVerdict, SettingAdvice } from './document.js';
import { weightsText } from './weights.js';

const LIMITATIONS = `Limitations: the model has no fault latency, no device latency and no lock contention; it knows neither which pages are cold
nor the value of RAM to other users, nor that large folios save faults. CPU time is that of the constants in docs/costs.md (native
code on one server core), not of this machine. Weights are yours: --weigh ram=N,io=N,cpu=N.
Capture pages of your own workload (zswap-bench corpus capture) before you rely on this.`;

/** Reports `advise`. */
export function adviceReport(advice: Advice): Report {
  const compared = advice.settings.filter(({ alternatives }) => alternatives.length > 0);
  return {
    document: advice,
    records: compared.flatMap(({ setting, alternatives }) =>
      alternatives.map((each) => ({ setting, ...each })),
    ),
    tables: [
      adviceTable(advice),
      ...(compared.length === 0 ? [] : [viewsTable(compared), alternativesTable(compared)]),
      exchangeTable(advice),
      commandsTable(advice),
    ],
  };
}

const VERDICTS: Readonly<Record<AdviceVerdict, string>> = {
  change: 'change',
  keep: 'keep',
  undecided: 'not decided by these pages',
  'no-evidence': 'no evidence',
  given: 'given',
};

function adviceTable({ settings, trials, weights }: Advice): Table {
  return {
    title: `Advice from ${trials} trials, weights ${weightsText(weights)}`,
    columns: [
      ['setting', 'text'],
      ['default', 'text', "of the kernel's source; the given value where there is one only"],
      ['advice', 'text', 'a default stays unless another value is better in every view'],
      ['verdict', 'text'],
      ['reason', 'text'],
    ],
    rows: settings.map(({ setting, standard, value, verdict, reason }) => [
      setting,
      standard,
      value,
      VERDICTS[verdict],
      reason,
    ]),
  };
}

const KINDS: readonly (readonly [kind: string, heading: string, meaning: string])[] = [
  [
    'seed',
    'seeds',
    'views of one repetition each: other seed, start in the pages and starting fill',
  ],
  ['tasks', 'tasks', 'views of one number of reclaiming threads each'],
  ['pages', 'pages', 'views of half a corpus each'],
  ['scenario', 'scenarios', 'views of fill and of steady'],
  ['neighbour', 'neighbours', 'views with one other setting changed'],
  ['weights', 'weights', 'views with one weight halved or doubled'],
];

function viewsTable(compared: readonly SettingAdvice[]): Table {
  return {
    title: 'Stability: views in which the value of all trials is the best',
    columns: [
      ['setting', 'text'],
      ['best', 'text', 'lowest cost of all trials; the default where it is within 1% of that'],
      ...KINDS.map(([, heading, meaning]) => [heading, 'number', meaning] as const),
    ],
    rows: compared.map(({ setting, views }) => {
      const [{ best }] = views;
      const cells = KINDS.map(([kind]) => {
        const own = views.filter((view) => view.kind === kind);
        return `${own.filter((view) => view.best === best).length}/${own.length}`;
      });
      return [setting, best, ...cells];
    }),
  };
}

function alternativesTable(compared: readonly SettingAdvice[]): Table {
  return {
    title: 'Alternatives: costs per page offered',
    columns: [
      ['setting', 'text'],
      ['value', 'text'],
      ['ram', 'number', 'pages of RAM in the pool; those above the limit count twice'],
      ['io', 'number', 'pages that go to the device: refused or written back'],
      ['cpu', 'number', 'time of compression and decompression'],
      ['cost', 'number', 'weighted sum; one unit of cpu is 100 us'],
      ['loss', 'number', 'cost compared with that of the advised value'],
      ['in views', 'number', 'lowest and highest loss of all views'],
    ],
    rows: compared.flatMap(({ setting, value: advised, alternatives }) =>
      alternatives.map(({ value, ram, io, cpuNs, cost, loss, lossRange }) => [
        setting,
        value,
        ram.toFixed(3),
        io.toFixed(3),
        duration(cpuNs),
        cost.toFixed(3),
        value === advised ? NO_FIGURE : share(loss),
        value === advised || lossRange === null
          ? NO_FIGURE
          : `${share(lossRange[0])} .. ${share(lossRange[1])}`,
      ]),
    ),
  };
}

function exchangeTable({ poolExchange }: Advice): Table {
  return {
    title: 'Exchange rate of max_pool_percent',
    columns: [
      ['max %', 'number'],
      ['pool', 'number', 'RAM of the full pool, other settings at their defaults'],
      ['kept', 'number', 'pages kept from the device'],
      ['RAM per page kept', 'number', 'bytes of RAM per page of 4096 bytes'],
    ],
    rows: poolExchange.map(({ maxPoolPercent, poolPages, keptPages }) => [
      count(maxPoolPercent),
      bytes(poolPages * PAGE_SIZE),
      bytes(keptPages * PAGE_SIZE),
      keptPages === 0 ? NO_FIGURE : count(Math.round((poolPages * PAGE_SIZE) / keptPages)),
    ]),
  };
}

function commandsTable({ commands, settings }: Advice): Table {
  const strategy = settings.find(({ setting }) => setting === 'strategy');
  const path =
    strategy?.verdict === 'change'
      ? `\n${strategy.value} is not a setting: it needs a kernel with this store path (see zswap-bench strategies).\n`
      : '';
  const none = commands.length === 0 ? 'none: every setting keeps its default\n' : '';
  return {
    title: 'Commands for the decided settings',
    columns: [['as root', 'text']],
    rows: commands.map(({ path: file, value }) => [`echo ${value} >${file}`]),
    footer: `${none}${path}\n${LIMITATIONS}`,
  };
}
