import { InvalidValue, usageFailure } from '../../common/errors.js';
import type { MAX_SHARDS, Shard } from '../../result/document.js';

// Typed by MAX_SHARDS, whose module is not loaded while options are parsed.
const MAX_COUNT: typeof MAX_SHARDS = 100_000;

/** Parses `I/N` or `auto`; {@link resolveShard} resolves the latter. */
export function parseShard(text: string): Shard | 'auto' {
  if (text === 'auto') return text;
  const [, index = '', count = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index !== '' && fits(shard)) return shard;
  throw new InvalidValue(`I/N, with I from 1 to N and N up to ${MAX_COUNT}, or auto`);
}

function fits({ index, count }: Shard): boolean {
  return index >= 1 && index <= count && count <= MAX_COUNT;
}

/** Environment variables of a CI service or scheduler. */
interface Engine {
  readonly name: string;
  /** Variables of the job's index and of the number of jobs. */
  readonly index: string;
  readonly count: string;
  /** First index: a number, or its variable. */
  readonly first: number | string;
  /** Variable of the distance between two indices; without it, 1. */
  readonly step?: string;
}

// Sources: "Predefined CI/CD variables" (GitLab), "Built-in environment variables" (CircleCI), "Environment variables"
// (Buildkite), "Job arrays" (Slurm), "Indexed Job" (Kubernetes, which sets no count: the manifest must).
const ENGINES: readonly Engine[] = [
  { name: 'zswap-bench', index: 'ZSWAP_BENCH_SHARD', count: 'ZSWAP_BENCH_SHARDS', first: 0 },
  {
    name: 'Slurm',
    index: 'SLURM_ARRAY_TASK_ID',
    count: 'SLURM_ARRAY_TASK_COUNT',
    first: 'SLURM_ARRAY_TASK_MIN',
    step: 'SLURM_ARRAY_TASK_STEP',
  },
  { name: 'Kubernetes', index: 'JOB_COMPLETION_INDEX', count: 'JOB_COMPLETIONS', first: 0 },
  { name: 'GitLab', index: 'CI_NODE_INDEX', count: 'CI_NODE_TOTAL', first: 1 },
  { name: 'CircleCI', index: 'CIRCLE_NODE_INDEX', count: 'CIRCLE_NODE_TOTAL', first: 0 },
  {
    name: 'Buildkite',
    index: 'BUILDKITE_PARALLEL_JOB',
    count: 'BUILDKITE_PARALLEL_JOB_COUNT',
    first: 0,
  },
];

/** Returns the given shard, or that of the engine's variables. Throws a usage `Failure` without either. */
export function resolveShard(asked: Shard | 'auto', env: NodeJS.ProcessEnv): Shard {
  if (asked !== 'auto') return asked;
  const engine = ENGINES.find(({ index }) => env[index] !== undefined);
  if (engine === undefined) {
    throw usageFailure({
      subject: '--shard auto',
      expected: `one of ${ENGINES.map(({ index }) => index).join(', ')} in the environment`,
      found: 'none',
      remedy: 'pass --shard I/N, or set ZSWAP_BENCH_SHARD (from 0) and ZSWAP_BENCH_SHARDS',
    });
  }
  const value = (name: string) => whole(engine, name, env[name]);
  const first = typeof engine.first === 'number' ? engine.first : value(engine.first);
  const step = engine.step === undefined || env[engine.step] === undefined ? 1 : value(engine.step);
  const shard = { index: (value(engine.index) - first) / step + 1, count: value(engine.count) };
  if (Number.isInteger(shard.index) && fits(shard)) return shard;
  throw usageFailure({
    subject: `--shard auto (${engine.name})`,
    expected: `an index from ${first}, of ${shard.count} in all, at most ${MAX_COUNT}`,
    found: `${engine.index}=${env[engine.index]}`,
    remedy: `check ${engine.index} and ${engine.count}`,
  });
}

function whole({ name }: Engine, variable: string, text: string | undefined): number {
  if (text !== undefined && /^\d{1,9}$/.test(text)) return Number(text);
  throw usageFailure({
    subject: `--shard auto (${name})`,
    expected: `a whole number in ${variable}`,
    found: text === undefined ? 'nothing' : `'${text}'`,
    remedy: `set ${variable}, or pass --shard I/N`,
  });
}
