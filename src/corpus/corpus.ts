import { existsSync, statSync } from 'node:fs';
import { usageFailure } from '../common/errors.js';
import { findKnown } from '../common/known-names.js';
import { CORPUS_NAME_IS, isCorpusName } from '../result/name.js';
import { imagesIn } from './image-folder.js';
import { corpusName } from './page-source.js';
import { type ShippedCorpus, shippedCorpora, shippedPath } from './shipped.js';
import { STANDARD_INPUT } from './standard-input.js';
import { checkSpec, isSynthetic } from './synthetic/synthetic-spec.js';

/** A file of pages and its name in results. */
export interface Corpus {
  readonly name: string;
  readonly path: string;
}

/**
 * Returns the corpora that `--corpus` selects. An argument that is an existing path is one corpus. Any other is a
 * comma-separated list of shipped names and paths. A folder stands for all images in it, `-` for standard input, `synth:...`
 * for a synthetic corpus. A shipped name takes precedence over a file of that name. No argument selects every shipped corpus.
 */
export function selectCorpora(args: readonly string[]): Corpus[] {
  const shipped = shippedCorpora();
  const selected = args.length === 0 ? ['all'] : args.flatMap((arg) => partsOf(arg, shipped));
  const corpora = selected.flatMap((part): Corpus[] => {
    if (part === 'all') return [...shipped.values()].map(shippedCorpus);
    const known = shipped.get(part);
    if (known !== undefined) return [shippedCorpus(known)];
    if (isSynthetic(part)) return [syntheticCorpus(part)];
    if (isFolder(part)) return imagesIn(part).map(corpusAt);
    if (looksLikePath(part)) return [corpusAt(part)];
    return [shippedCorpus(findKnown('--corpus', part, shipped))];
  });
  requireUniqueNames(corpora);
  return corpora;
}

/** Splits an argument at commas, unless it is a shipped name or an existing path. */
function partsOf(arg: string, shipped: ReadonlyMap<string, ShippedCorpus>): string[] {
  if (shipped.has(arg) || existsSync(arg)) return [arg];
  // A comma between settings of a synthetic corpus is reported as such.
  const parts = arg.split(isSynthetic(arg) ? /,(?![\w-]+=)/ : ',').filter((part) => part !== '');
  return parts.length === 0 ? [arg] : parts;
}

function shippedCorpus(shipped: ShippedCorpus): Corpus {
  return { name: shipped.name, path: shippedPath(shipped) };
}

function syntheticCorpus(spec: string): Corpus {
  checkSpec(spec);
  return corpusAt(spec);
}

/** Returns the corpus at a path. Results hold its name and are read back, so only a plain name is accepted. */
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

/** Returns whether to treat an argument as a path, so that a missing file is reported as such. */
function looksLikePath(part: string): boolean {
  return part === STANDARD_INPUT || existsSync(part) || /[/.]/.test(part);
}

function isFolder(part: string): boolean {
  try {
    return statSync(part).isDirectory();
  } catch {
    return false; // reported when it is opened
  }
}

function requireUniqueNames(corpora: readonly Corpus[]): void {
  const byName = new Map<string, string>();
  for (const { name, path } of corpora) {
    const other = byName.get(name);
    if (other !== undefined) {
      throw usageFailure({
        subject: '--corpus',
        expected: 'corpora of different names',
        found: `two named '${name}': ${other} and ${path}`,
        remedy: 'name each once, or rename a file',
      });
    }
    byName.set(name, path);
  }
}
