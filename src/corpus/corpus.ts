import { existsSync } from 'node:fs';
import { usageFailure } from '../errors.js';
import { findKnown } from '../known-names.js';
import { corpusName } from './page-source.js';
import { shippedCorpora, shippedPath } from './shipped.js';

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
  const parts = args.flatMap((arg) =>
    !shipped.has(arg) && existsSync(arg) ? [arg] : arg.split(',').filter((part) => part !== ''),
  );
  const asked = parts.length === 0 || parts.includes('all') ? [...shipped.keys()] : parts;
  const corpora = asked.map((part): Corpus => {
    const known = shipped.get(part);
    if (known !== undefined) return { name: known.name, path: shippedPath(known) };
    if (looksLikePath(part)) return { name: corpusName(part), path: part };
    const found = findKnown('--corpus', part, shipped);
    return { name: found.name, path: shippedPath(found) };
  });
  refuseTwins(corpora);
  return corpora;
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
