import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One entry of corpora/manifest.json. */
export interface ShippedCorpus {
  readonly name: string;
  /** File name inside corpora/. */
  readonly file: string;
  readonly workload: string;
  readonly recipe: string;
  readonly packages: readonly string[];
  readonly kernel: string;
  readonly date: string;
  readonly pages: number;
  readonly zeroPages: number;
  /** Checksum of all pages and their positions, as in a result document. */
  readonly sha256: string;
}

const CORPORA = new URL('../../../corpora/', import.meta.url);

/** Returns the shipped corpora by name. */
export function shippedCorpora(): ReadonlyMap<string, ShippedCorpus> {
  const manifest = JSON.parse(readFileSync(new URL('manifest.json', CORPORA), 'utf8')) as {
    corpora: ShippedCorpus[];
  };
  return new Map(manifest.corpora.map((corpus) => [corpus.name, corpus]));
}

/** Returns the path of the pages of a shipped corpus. */
export function shippedPath(corpus: ShippedCorpus): string {
  return fileURLToPath(new URL(corpus.file, CORPORA));
}
