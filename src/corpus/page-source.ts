import { basename } from 'node:path';
import { oneLine } from '../common/errors.js';
import { type ByteSource, openByteSource } from './byte-source.js';
import { openElfCore } from './elf-core.js';
import { withoutHoles } from './holes.js';
import type { PageSource, PageSourceOptions } from './page-windows.js';
import { openRaw } from './raw.js';
import { hasSignature, readSignature } from './signature.js';

export type { PageSource, PageSourceOptions, PageWindow } from './page-windows.js';

/** One format of page source: probed by content, in the order of {@link FORMATS}. */
interface Format {
  matches(head: Uint8Array): boolean;
  open(path: string, bytes: ByteSource, options: PageSourceOptions): Promise<PageSource>;
}

// The one place to add a page source. A raw dump has no signature, so it comes last.
const FORMATS: readonly Format[] = [
  { matches: (head) => hasSignature(head, 'elf'), open: openElfCore },
  { matches: () => true, open: openRaw },
];

/** Opens a file of pages; the format is recognised by its content. Throws a `Failure` (exit code 2) for bad input. */
export async function openPageSource(
  path: string,
  options: PageSourceOptions = { dropPartial: false },
): Promise<PageSource> {
  const bytes = await openByteSource(path);
  try {
    const head = await readSignature((target) => bytes.read(target, 0));
    const format = FORMATS.find((candidate) => candidate.matches(head)) as Format;
    const source = await format.open(path, bytes, options);
    return bytes.sparse ? withoutHoles(path, source) : source;
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

/** The name of a corpus: its file's base name, on one line, without the endings that say how it is packed. */
export function corpusName(path: string): string {
  const name = oneLine(basename(path));
  return name.replace(/(\.(core|raw|bin|zst|gz))+$/, '') || name;
}
