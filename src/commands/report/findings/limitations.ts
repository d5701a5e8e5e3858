import type { ResultDocument } from '../../../result/document.js';
import { countedWithCommas, listed } from '../phrases.js';
import type { ReportFinding } from './finding.js';

/** Fewer repetitions cannot reach the level of verdicts. */
const MIN_REPETITIONS = 11;

/** States the limitations of a result. */
export function limitations({ config, corpora, cells }: ResultDocument): ReportFinding {
  const timed = cells.some((cell) => cell.timed !== undefined);
  const sentences = [
    'Concurrency is modelled: virtual CPUs, a constant speed per compressor, no lock contention, no real latency, one NUMA node.',
  ];
  if (corpora.length < 3) {
    const names = listed(corpora.map(({ name }) => name));
    sentences.push(`No evidence for other workloads: all pages come from ${names}.`);
  }
  if (config.tasks.length === 1) {
    sentences.push(
      `No evidence for a number of concurrent stores other than ${config.tasks[0]}: overshoot and collisions grow with it.`,
    );
  }
  if (config.scenario === 'fill') {
    sentences.push(
      'No evidence for a pool that stays at its limit: it was filled once (see scenarios edge and steady).',
    );
  }
  if (config.memcgMaxBytes === null && config.memcgParentMaxBytes === null) {
    sentences.push('No evidence for memcg limits: none was set.');
  }
  if (config.repeat < MIN_REPETITIONS) {
    sentences.push(
      `No verdict can be significant: ${countedWithCommas(config.repeat, 'repetition')}, and it takes ${MIN_REPETITIONS}.`,
    );
  }
  sentences.push(
    timed
      ? 'Pages per second depend on the host and on the folios that a strategy refuses: compare each strategy with its bare compressor.'
      : 'No evidence for speed: there is no timed part.',
  );
  if (!config.verify) sentences.push('Pages were not read back and compared.');
  return { title: 'Limitations', sentences };
}
