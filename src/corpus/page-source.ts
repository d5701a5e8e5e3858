import { basename } from 'node:path';
import { type ByteSource, openByteSource } from './byte-source.js';
import { openElfCore } from './elf-core.js';
import { openRaw } from './raw.js';
import { hasSignature, readSignature } from './signature.js';

/** Consecutive pages of one run; the bytes are valid until the next window is asked for. */
export interface PageWindow {
  /** Page frame number of the first page: virtual address / 4096, or the position in a raw file. */
  readonly pfn: number;
  /** A whole number of pages. */
  readonly bytes: Uint8Array;
  /** Whether a new run starts here. Pages of two runs are never neighbours, even where their addresses touch. */
  readonly startsRun: boolean;
}

/** The longest window, in bytes. */
export const WINDOW_BYTES = 1 << 20;

/** Pages of one input, streamed in file order. Can be read any number of times. */
export interface PageSource {
  readonly format: 'ELF core' | 'raw';
  /** Whether the pages have virtual addresses, without which a folio has no natural alignment. */
  readonly addressed: boolean;
  /** What was left out of the input and why, a sentence each; complete once all windows were read. */
  readonly remarks: readonly string[];
  windows(): AsyncIterable<PageWindow>;
  close(): Promise<void>;
}

/** How a source treats the pages of a file. */
export interface PageSourceOptions {
  /** Cut a raw file's last incomplete page off instead of refusing the file. */
  readonly dropPartial: boolean;
}

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
    return await format.open(path, bytes, options);
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

/** The name of a corpus: its file's base name without the endings that say how it is packed. */
export function corpusName(path: string): string {
  return basename(path).replace(/(\.(core|raw|bin|zst|gz))+$/, '') || basename(path);
}
