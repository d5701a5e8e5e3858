import { counted } from '../common/counted.js';

/** Identity of a corpus. */
interface IdentifiedCorpus {
  readonly name: string;
  readonly sha256: string | null;
  readonly pages?: number;
}

const HASH_DIGITS = 16;

/** Describes corpora in a line each, with the first digits of their checksums. */
export function corpusLines(corpora: readonly IdentifiedCorpus[]): string[] {
  return corpora.map(({ name, sha256, pages }) => {
    const count = pages === undefined ? '' : `${counted(pages, 'page')}, `;
    return `corpus ${name}: ${count}sha256 ${sha256?.slice(0, HASH_DIGITS) ?? 'unknown'}`;
  });
}
