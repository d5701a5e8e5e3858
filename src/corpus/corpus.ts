import { existsSync } from 'node:fs';
import { usageFailure } from '../common/errors.js';
import { findKnown } from '../common/known-names.js';
import { CORPUS_NAME_IS, isCorpusName } from '../result/name.js';
import { corpusName } from './page-source.js';
import { type ShippedCorpus, shippedCorpora, shippedPath } from './shipped.js';

/** A named input of pages. */
export interface Corpus {
  readonly name: string;
  readonly path: string;
}

/**
 * What `--corpus` asks for: each argument is a path that exists, taken whole, or a list of names of shipped corpora and
 * paths. A shipped name wins over a file of that name. No argument asks for every shipped corpus.
 */
export function selectCorpora(args: readonly string[]): Corpus[] {
  const shipped = shippedCorpora();
  const asked = args.length === 0 ? ['all'] : args.flatMap((arg) => partsOf(arg, shipped));
  const corpora = asked.flatMap((part): Corpus[] => {
    if (part === 'all') return [...shipped.values()].map(shippedCorpus);
    const known = shipped.get(part);
    if (known !== undefined) return [shippedCorpus(known)];
    if (looksLikePath(part)) return [corpusAt(part)];
    return [shippedCorpus(findKnown('--corpus', part, shipped))];
  });
  refuseTwins(corpora);
  return corpora;
}

/** A path that exists is not taken apart. */
function partsOf(arg: string, shipped: ReadonlyMap<string, ShippedCorpus>): string[] {
  if (shipped.has(arg) || existsSync(arg)) return [arg];
  const parts = arg.split(',').filter((part) => part !== '');
  return parts.length === 0 ? [arg] : parts;
}

function shippedCorpus(shipped: ShippedCorpus): Corpus {
  return { name: shipped.name, path: shippedPath(shipped) };
}

/** Results name a corpus, and are read back. */
function corpusAt(path: string): Corpus {
  const name = corpusName(path);
  if (isCorpusName(name)) return { name, path };
  throw usageFailure({
    subject: '--corpus',
    expected: `${CORPUS_NAME_IS} for the corpus`,
    found: `'${name}'`,
    remedy: 'rename the file, or give it another name with a link',
  });
}

/** Whether an argument can only be meant as a path, so that a missing file is reported as one. */
function looksLikePath(part: string): boolean {
  return existsSync(part) || /[/.]/.test(part);
}

function refuseTwins(corpora: readonly Corpus[]): void {
  const byName = new Map<string, string>();
  for (const { name, path } of corpora) {
    const twin = byName.get(name);
    if (twin !== undefined) {
      throw usageFailure({
        subject: '--corpus',
        expected: 'corpora of different names',
        found: `two named '${name}': ${twin} and ${path}`,
        remedy: 'name each once, or rename a file',
      });
    }
    byName.set(name, path);
  }
}
