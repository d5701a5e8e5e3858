import { COUNTERS } from './counter-names.js';
import {
  type Cell,
  type Config,
  type CorpusFacts,
  type Estimate,
  type Exact,
  MAX_SHARDS,
  type Machine,
  type MemcgFacts,
  type Mix,
  type Offered,
  RESULT_SCHEMA,
  type ResultDocument,
  type Shard,
  type Timed,
} from './document.js';
import type { CostsFacts, KernelTimes, PageTime } from './kernel-times.js';
import { repetitions } from './read-repetitions.js';
import {
  fileName,
  integer,
  list,
  name,
  nullOr,
  number,
  object,
  oneOf,
  record,
  type Shape,
  sha256,
  text,
  tuple,
} from './read-shapes.js';
import { verdict } from './read-verdict.js';
import { REJECT_CAUSES, type Rejects } from './reject-causes.js';
import { type Parameters, parameterShapes, settingShapes } from './settings.js';

// Shapes of all fields of document.ts, in its order. The compiler reports a missing field.

const count = integer(0);
// A strategy's bug can make a counter negative.
const signed = integer(Number.MIN_SAFE_INTEGER);
const positive = number(0);
// Deltas divide by these figures.
const figure = number(1e-9, 1e18);

const machine = object<Machine>({
  fingerprint: name,
  cpu: text,
  cores: count,
  memoryBytes: count,
  arch: name,
  platform: name,
  node: name,
  zlib: name,
});

const config = object<Config>({
  strategies: list(fileName),
  mixes: {
    ifPresent: list(
      object<Mix>({ path: fileName, global: nullOr(fileName), memcg: nullOr(fileName) }),
    ),
  },
  costs: { ifPresent: object<CostsFacts>({ sha256, kernel: name }) },
  compressors: list(name),
  folioSizes: list(name),
  corpora: list(object({ name, sha256: nullOr(sha256) })),
  ...settingShapes(),
});

const corpus = object<CorpusFacts>({
  name,
  sha256,
  pages: count,
  zeroPages: count,
  grouping: oneOf('aligned', 'dense'),
  folios: record(count),
});

const parameters = object<Parameters>(parameterShapes());

/** Returns the same shape for each name. */
function each<N extends string, S>(names: readonly N[], shape: S): Record<N, S> {
  return Object.fromEntries(names.map((name) => [name, shape])) as Record<N, S>;
}

const offered = { offered: count, stored: count, rejected: count, zero: count };
const ratio = nullOr(positive);
const share = nullOr(number(0, 1));
const roundTrip = nullOr(object({ checked: count, mismatches: count }));

const exact = object<Exact>({
  folios: object<Offered>(offered),
  pages: object<Exact['pages']>({
    ...offered,
    incompressible: { ifPresent: count },
    preloaded: { ifPresent: count },
  }),
  rejects: { ifPresent: object<Rejects>(each(REJECT_CAUSES, count)) },
  failingPage: { ifPresent: list(tuple<[number, number]>([count, count])) },
  counters: object<Exact['counters']>(each(COUNTERS, { ifPresent: signed })),
  pool: object<Exact['pool']>({
    limitPages: count,
    endPages: count,
    peakPages: count,
    overshootPages: count,
    overshootP99: { ifPresent: count },
    compressedBytes: { ifPresent: count },
    ratio,
  }),
  memcg: list(
    object<MemcgFacts>({
      name,
      limitPages: nullOr(count),
      endPages: signed,
      peakPages: { ifPresent: count },
      overshootPages: { ifPresent: count },
    }),
  ),
  wasted: {
    ifPresent: object<NonNullable<Exact['wasted']>>({ compressions: count, virtualNs: count }),
  },
  progress: {
    ifPresent: object<NonNullable<Exact['progress']>>({
      allFailedRounds: nullOr(count),
      rounds: nullOr(count),
      allStoredRounds: { ifPresent: count },
      firstStoreNs: { ifPresent: nullOr(positive) },
      fairness: { ifPresent: share },
      fairnessOfMemcgs: { ifPresent: share },
      lruInversions: { ifPresent: count },
      shrinkWorkerRuns: { ifPresent: count },
    }),
  },
  oracle: {
    ifPresent: nullOr(
      object<NonNullable<Exact['oracle']>>({
        storedPages: count,
        boundPages: count,
        regretPages: signed,
        refusedThatFitted: count,
      }),
    ),
  },
  rollback: object<Exact['rollback']>({
    failedStores: count,
    drift: record(signed),
    declared: list(name),
    verdict: oneOf('exact', 'drift'),
    warnings: { ifPresent: list(text) },
  }),
  roundTrip,
  timeline: {
    ifPresent: list(tuple<[number, number, 0 | 1]>([count, count, oneOf(0, 1)]), 200),
  },
  memcgTimeline: {
    ifPresent: object<NonNullable<Exact['memcgTimeline']>>({
      largestPages: { ifPresent: list(signed, 200) },
      parentPages: { ifPresent: list(signed, 200) },
    }),
  },
});

const estimate = { median: figure, low: figure, high: figure };

const timed = object<Timed>({
  turn: { ifPresent: name },
  pagesPerSecond: nullOr(
    object<NonNullable<Timed['pagesPerSecond']>>({ ...estimate, samples: list(figure) }),
  ),
  referencePagesPerSecond: object<Estimate>(estimate),
  relativeToCompressor: nullOr(figure),
  relativeSamples: list(figure),
  folioNs: nullOr(
    object<NonNullable<Timed['folioNs']>>({
      p50: positive,
      p99: positive,
      histogram: list(tuple<[number, number]>([count, count])),
    }),
  ),
  roundTrip,
  recount: { ifPresent: list(text) },
});

const pageTime = nullOr(
  object<PageTime>({ folios: count, medianNs: count, lowNs: count, highNs: count }),
);

const cell = object<Cell>({
  key: name,
  corpus: name,
  compressor: name,
  folioSize: name,
  strategy: fileName,
  kernel: name,
  parameters,
  exact,
  repetitions: { ifPresent: repetitions },
  timed: { ifPresent: timed },
  kernelTimes: { ifPresent: object<KernelTimes>({ out: pageTime, in: pageTime }) },
});

const shardFields = object<Shard>({
  index: integer(1, MAX_SHARDS),
  count: integer(1, MAX_SHARDS),
});

const shard: Shape<Shard> = (value, path) => {
  const read = shardFields(value, path);
  integer(1, read.count)(read.index, `${path}.index`);
  return read;
};

/** Shape of a result document. */
export const readDocument: Shape<ResultDocument> = object<ResultDocument>({
  schema: oneOf(RESULT_SCHEMA),
  tool: object<ResultDocument['tool']>({ version: name }),
  machine,
  machines: { ifPresent: list(machine) },
  corpusHash: { ifPresent: count },
  shard: { ifPresent: shard },
  config,
  corpora: list(corpus),
  verdicts: { ifPresent: list(verdict) },
  cells: list(cell),
});
