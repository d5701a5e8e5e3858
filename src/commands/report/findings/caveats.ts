import type { ResultDocument } from '../../../result/document.js';
import { listed } from '../phrases.js';
import type { Finding } from './finding.js';

/** What is not to be concluded from a result. */
export function caveats({ config, corpora, cells }: ResultDocument): Finding {
  const timed = cells.some((cell) => cell.timed !== undefined);
  const sentences = [
    'Who collides with whom is modelled: virtual CPUs, one speed for each compressor, no lock contention, no real latency, one node.',
  ];
  if (corpora.length < 3) {
    const names = listed(corpora.map(({ name }) => name));
    sentences.push(`Nothing about other memory: the pages are those of ${names} alone.`);
  }
  if (config.tasks.length === 1) {
    sentences.push(
      `Nothing about another number of stores in flight than ${config.tasks[0]}: overshoot and collisions grow with it.`,
    );
  }
  if (config.scenario === 'fill') {
    sentences.push(
      'Nothing about a pool in balance at its limit: it was filled once (scenarios edge and steady do the rest).',
    );
  }
  if (config.memcgMaxBytes === null && config.memcgParentMaxBytes === null) {
    sentences.push('Nothing about memcg limits: none was set.');
  }
  sentences.push(
    timed
      ? 'Pages per second are those of this machine, and of strategies that refuse different folios: compare each with its bare compressor.'
      : 'Nothing about speed: there is no timed part.',
  );
  if (!config.verify) sentences.push('Pages were not read back and compared.');
  return { title: 'Not to be concluded', sentences };
}
