import { type Failure, inputFailure } from '../../common/errors.js';
import { PAGE_SIZE } from '../../common/page.js';
import type { WorkObserver } from '../../common/work-observer.js';
import { chooseCompressor } from '../../compressor/compressors.js';
import type { Corpus } from '../../corpus/corpus.js';
import { openPageSource } from '../../corpus/page-source.js';
import { shippedCorpora, shippedPath } from '../../corpus/shipped.js';
import type { CompressedLengths } from '../../measure/survey/length-collector.js';
import { survey } from '../../measure/survey/survey.js';
import { folioSizeName } from '../../model/folio/folio.js';
import { KERNELS, type Kernel } from '../../model/zswap/kernel-presets.js';
import type { NamedStrategy } from '../../strategy/resolve.js';
import type { Subject } from '../../verify/case-setup.js';
import { type CheckFinding, replayCase } from '../../verify/check.js';
import type { CheckCase } from '../../verify/check-case.js';
import type { CheckOptions } from '../../verify/check-cases.js';
import { coverageOf } from '../../verify/coverage/coverage.js';
import { CheckJobs } from '../../verify/jobs/check-jobs.js';
import { checkVerdictOf } from './check-verdict.js';
import {
  CHECK_SCHEMA,
  type CheckReport,
  type FindingReport,
  type StrategyReport,
} from './document.js';

/** Validated options of `check`. */
export interface CheckPlan extends CheckOptions {
  readonly corpora: readonly Corpus[];
  /** Strategies, each with its argument on the command line. */
  readonly strategies: readonly (NamedStrategy & { readonly asked: string })[];
  /** Presets for strategies without their own; the first is that of cases that name none. */
  readonly kernels: readonly string[];
  /** Threads; 1: everything runs on the main thread. */
  readonly jobs: number;
  /** Case to replay instead of a search. */
  readonly replay: { readonly plan: CheckCase; readonly schedule: readonly number[] } | null;
}

const COMPRESSOR = 'lz4';

/** Checks every strategy with the compressed lengths of every corpus. */
export async function checkStrategies(
  plan: CheckPlan,
  observer: WorkObserver,
): Promise<CheckReport> {
  const { folioPages, schedules, exhaustive, seed, kernels } = plan;
  const options = { folioPages, schedules, exhaustive, seed };
  const corpora = plan.corpora.length;
  const jobs = new CheckJobs({ ...plan, options, corpora });
  try {
    const strategies: Promise<StrategyReport>[] = [];
    observer.progress(`preparing ${COMPRESSOR}`);
    if (plan.replay === null) {
      observer.begin?.({ units: jobs.jobsPerCheck * plan.strategies.length * plan.corpora.length });
    }
    const corpora: { name: string; sha256: string }[] = [];
    for (const corpus of plan.corpora) {
      const { sha256, lengths } = await compressedLengths(corpus);
      corpora.push({ name: corpus.name, sha256 });
      jobs.open(corpus.name, lengths);
      for (const number of plan.strategies.keys()) {
        const text = `${corpus.name}: ${plan.strategies[number].name}`;
        const jobEnded = () => observer.progress(text, { units: 1 });
        const report = reportOn(plan, { number, corpus, lengths, jobEnded }, jobs);
        // It is awaited later: a failure must not count as one that no code awaits.
        report.catch(() => {});
        strategies.push(report);
      }
    }
    const config = {
      strategies: plan.strategies.map(({ name }) => name),
      kernel: kernelName(kernels),
      folioSizes: folioPages.map(folioSizeName),
      corpora,
      schedules,
      exhaustive,
      seed,
    };
    return { schema: CHECK_SCHEMA, config, strategies: await Promise.all(strategies) };
  } finally {
    await jobs.end();
  }
}

/** Name of the presets that a strategy runs on. */
function kernelName(kernels: readonly string[]): string {
  return kernels.length > 1 ? 'all' : kernels[0];
}

/** A strategy of the plan by its number, and a corpus. */
interface Checked {
  readonly number: number;
  readonly corpus: Corpus;
  readonly lengths: Uint16Array;
  readonly jobEnded: () => void;
}

async function reportOn(
  plan: CheckPlan,
  { number, corpus, lengths, jobEnded }: Checked,
  jobs: CheckJobs,
): Promise<StrategyReport> {
  const { name, asked, strategy } = plan.strategies[number];
  const kernels = strategy.kernel === undefined ? plan.kernels : [strategy.kernel];
  const report = (finding: CheckFinding): FindingReport => ({
    violations: finding.violations.map(({ subject: on, off }) => ({ subject: on, off })),
    trace: finding.trace,
    replay: replayArguments(finding, asked, kernels[0], corpus),
  });
  if (plan.replay !== null) {
    const subject = { name, strategy, kernel: KERNELS.get(kernels[0]) as Kernel, lengths };
    const of = { strategy: name, corpus: corpus.name, kernel: kernels[0] };
    return { ...of, ...replayed(subject, plan.replay, report) };
  }
  const { findings, reached, searched, complete, ...counts } = await jobs.check(
    { strategy: number, corpus: corpus.name },
    jobEnded,
  );
  const of = { strategy: name, corpus: corpus.name, kernel: kernelName(kernels) };
  const coverage = coverageOf(reached, {
    name: kernelName(kernels),
    kernels: kernels.map((each) => KERNELS.get(each) as Kernel),
  });
  const interleaved = plan.exhaustive ? { cases: searched, complete } : null;
  return {
    ...of,
    ...counts,
    interleaved,
    verdict: checkVerdictOf(findings.length, coverage, interleaved),
    coverage,
    findings: findings.map(report),
  };
}

function replayed(
  subject: Subject,
  { plan, schedule }: NonNullable<CheckPlan['replay']>,
  report: (finding: CheckFinding) => FindingReport,
): Omit<StrategyReport, 'strategy' | 'corpus' | 'kernel'> {
  const finding = replayCase(subject, plan, schedule);
  const drifts = finding.violations.map(({ subject: on, off }) => ({
    subject: on,
    cause: 'replayed',
    lowest: off,
    highest: off,
    cases: 1,
  }));
  const steps = finding.trace.reduce((last, { step, until }) => Math.max(last, until ?? step), 0);
  const counts = { cases: 1, schedules: 1, steps, faults: finding.plan.faults.length };
  const verdict = drifts.length === 0 ? 'exact so far' : 'drift';
  return {
    ...counts,
    interleaved: null,
    verdict,
    coverage: null,
    drifts,
    findings: [report(finding)],
  };
}

function replayArguments(
  { plan: { kernel, ...plan }, schedule }: CheckFinding,
  asked: string,
  ownKernel: string,
  corpus: Corpus,
): string[] {
  const replay = JSON.stringify({ ...plan, schedule });
  return [
    'check',
    '-s',
    asked,
    '--kernel',
    kernel ?? ownKernel,
    '--corpus',
    corpusArgument(corpus),
    '--replay',
    replay,
  ];
}

/** Returns the argument of --corpus: a shipped name takes precedence over a file. */
function corpusArgument({ name, path }: Corpus): string {
  const shipped = shippedCorpora().get(name);
  return shipped !== undefined && shippedPath(shipped) === path ? name : path;
}

function incompressibleCorpus({ path }: Corpus): Failure {
  return inputFailure({
    subject: path,
    expected: 'compressible pages',
    found: 'none',
    remedy: 'name another corpus',
  });
}

/** Returns the lengths of compressible pages, so that a store fails only at an injected fault; `incompressible` is one. */
async function compressedLengths(
  corpus: Corpus,
): Promise<{ readonly sha256: string; readonly lengths: Uint16Array }> {
  const source = await openPageSource(corpus.path);
  try {
    const compressor = await chooseCompressor(COMPRESSOR).create();
    const { sha256, compressed } = await survey(source, new Map([[COMPRESSOR, compressor]]), false);
    const { lengths } = compressed.get(COMPRESSOR) as CompressedLengths;
    const compressible = lengths.filter((length) => length < PAGE_SIZE);
    if (compressible.length === 0) throw incompressibleCorpus(corpus);
    return { sha256, lengths: compressible };
  } finally {
    await source.close();
  }
}
