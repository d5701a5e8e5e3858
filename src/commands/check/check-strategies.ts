import { type Failure, inputFailure } from '../../common/errors.js';
import { PAGE_SIZE } from '../../common/page.js';
import { chooseCompressor } from '../../compressor/compressors.js';
import type { Corpus } from '../../corpus/corpus.js';
import { openPageSource } from '../../corpus/page-source.js';
import { shippedCorpora, shippedPath } from '../../corpus/shipped.js';
import { type Survey, survey } from '../../measure/survey/survey.js';
import { folioSizeName } from '../../model/folio/folio.js';
import { KERNELS, type Kernel } from '../../model/zswap/kernel-presets.js';
import type { NamedStrategy } from '../../strategy/resolve.js';
import type { Subject } from '../../verify/case-setup.js';
import {
  type CheckFinding,
  type CheckOptions,
  checkStrategy,
  replayCase,
} from '../../verify/check.js';
import type { CheckCase } from '../../verify/check-case.js';
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
  readonly kernel: string;
  /** Case to replay instead of a search. */
  readonly replay: { readonly plan: CheckCase; readonly schedule: readonly number[] } | null;
}

const COMPRESSOR = 'lz4';

/** Checks every strategy with the compressed lengths of every corpus. */
export async function checkStrategies(
  plan: CheckPlan,
  progress: (text: string) => void,
): Promise<CheckReport> {
  const strategies: StrategyReport[] = [];
  const corpora: { name: string; sha256: string }[] = [];
  for (const corpus of plan.corpora) {
    const { sha256, compressed } = await compressedLengths(corpus);
    corpora.push({ name: corpus.name, sha256 });
    // Only compressible pages, so that a store fails only at an injected fault; `incompressible` is one of the faults.
    const lengths = (compressed.get(COMPRESSOR)?.lengths ?? new Uint16Array(0)).filter(
      (length) => length < PAGE_SIZE,
    );
    if (lengths.length === 0) throw incompressibleCorpus(corpus);
    for (const { name, asked, strategy } of plan.strategies) {
      progress(`${corpus.name}: ${name}`);
      const kernelName = strategy.kernel ?? plan.kernel;
      const kernel = KERNELS.get(kernelName) as Kernel;
      const subject: Subject = { name, strategy, kernel, lengths };
      const replayArgs = (finding: CheckFinding) =>
        replayArguments(finding, asked, kernelName, corpus);
      strategies.push({
        strategy: name,
        corpus: corpus.name,
        kernel: kernelName,
        ...(await checkOne(subject, plan, replayArgs)),
      });
    }
  }
  const { folioPages, schedules, exhaustive, seed, kernel } = plan;
  const config = {
    strategies: plan.strategies.map(({ name }) => name),
    kernel,
    folioSizes: folioPages.map(folioSizeName),
    corpora,
    schedules,
    exhaustive,
    seed,
  };
  return { schema: CHECK_SCHEMA, config, strategies };
}

type Checked = Omit<StrategyReport, 'strategy' | 'corpus' | 'kernel'>;

async function checkOne(
  subject: Subject,
  plan: CheckPlan,
  replay: (finding: CheckFinding) => string[],
): Promise<Checked> {
  const report = (finding: CheckFinding): FindingReport => ({
    violations: finding.violations.map(({ subject: on, off }) => ({ subject: on, off })),
    trace: finding.trace,
    replay: replay(finding),
  });
  if (plan.replay !== null) {
    const finding = replayCase(subject, plan.replay.plan, plan.replay.schedule);
    const drifts = finding.violations.map(({ subject: on, off }) => ({
      subject: on,
      cause: 'replayed',
      lowest: off,
      highest: off,
      cases: 1,
    }));
    const steps = finding.schedule.length;
    const counts = { cases: 1, schedules: 1, steps, faults: finding.plan.faults.length };
    const verdict = drifts.length === 0 ? 'exact' : 'drift';
    return { ...counts, verdict, drifts, findings: [report(finding)] };
  }
  const { strategy: _, findings, ...counts } = await checkStrategy(subject, plan);
  const verdict = findings.length === 0 ? 'exact' : 'drift';
  return { ...counts, verdict, findings: findings.map(report) };
}

function replayArguments(
  { plan, schedule }: CheckFinding,
  asked: string,
  kernel: string,
  corpus: Corpus,
): string[] {
  const replay = JSON.stringify({ ...plan, schedule });
  return [
    'check',
    '-s',
    asked,
    '--kernel',
    kernel,
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

async function compressedLengths(corpus: Corpus): Promise<Survey> {
  const source = await openPageSource(corpus.path);
  try {
    const compressor = await chooseCompressor(COMPRESSOR).create();
    return await survey(source, new Map([[COMPRESSOR, compressor]]), false);
  } finally {
    await source.close();
  }
}
