import { basename } from 'node:path';
import { oneLine } from '../common/errors.js';
import { type ByteSource, openByteSource } from './byte-source.js';
import { openElfCore } from './elf/elf-core.js';
import { openCriu, pagemapOf } from './format/criu.js';
import { CRIU_IMAGE } from './format/criu-image.js';
import { openKdump } from './format/kdump.js';
import { openLime } from './format/lime.js';
import { openRaw } from './format/raw.js';
import { withHoles } from './holes.js';
import { type LengthsSource, needsPages, openLengths } from './lengths/lengths-source.js';
import type { PageSource, PageSourceOptions } from './page-windows.js';
import { hasSignature, readSignature, SIGNATURES } from './signature.js';

import { STANDARD_INPUT } from './standard-input.js';
import { syntheticSource } from './synthetic/synthetic-source.js';
import { isSynthetic, readSpec, syntheticName } from './synthetic/synthetic-spec.js';

export type { PageSource, PageSourceOptions, PageWindow } from './page-windows.js';

/** A format of page sources. {@link FORMATS} are tried in order. */
interface Format {
  matches(head: Uint8Array): boolean;
  open(path: string, bytes: ByteSource, options: PageSourceOptions): Promise<PageSource>;
}

// A new format is added here. A raw dump has no signature, so it comes last.
const FORMATS: readonly Format[] = [
  { matches: (head) => hasSignature(head, SIGNATURES.ELF), open: openElfCore },
  { matches: (head) => hasSignature(head, SIGNATURES.KDUMP), open: openKdump },
  { matches: (head) => hasSignature(head, SIGNATURES.LIME), open: openLime },
  { matches: (head) => hasSignature(head, CRIU_IMAGE), open: openCriu },
  { matches: () => true, open: openRaw },
];

/** Opens a file of pages and detects its format by content. Throws a `Failure` (exit code 2) for bad input. */
export async function openPageSource(
  path: string,
  options: PageSourceOptions = { dropPartial: false },
): Promise<PageSource> {
  const source = await openCorpusSource(path, options);
  if (source.format !== 'lengths') return source;
  await source.close();
  throw needsPages(path);
}

/** Opens a file of pages, a file of their lengths, or a synthetic corpus. Throws a `Failure` (exit code 2) for bad input. */
export async function openCorpusSource(
  path: string,
  options: PageSourceOptions = { dropPartial: false },
): Promise<PageSource | LengthsSource> {
  if (isSynthetic(path)) {
    const source = syntheticSource(await readSpec(path));
    return withHoles(path, source, options.holes ?? 'zero');
  }
  const image = await pagemapOf(path);
  const bytes = await openByteSource(image);
  try {
    const head = await readSignature((target) => bytes.read(target, 0));
    if (hasSignature(head, SIGNATURES.LENGTHS)) return await openLengths(path, bytes, options);
    const format = FORMATS.find((candidate) => candidate.matches(head)) as Format;
    const source = await format.open(image, bytes, options);
    return withHoles(path, source, options.holes ?? 'zero');
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

/** Name of a corpus: base name of the file without its format extensions, with control characters escaped. */
export function corpusName(path: string): string {
  if (path === STANDARD_INPUT) return 'stdin';
  if (isSynthetic(path)) return oneLine(syntheticName(path));
  const name = oneLine(basename(path));
  return name.replace(/(\.(core|raw|bin|lengths|lime|img|zst|gz|xz|lz4))+$/, '') || name;
}
