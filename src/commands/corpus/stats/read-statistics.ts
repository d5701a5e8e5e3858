import { complaintsOf } from '../../../corpus/format/page-segments.js';
import { fileFailures, readWholeFile } from '../../../result/read-json.js';
import { ANALYZER_LENGTHS } from './analyzer-lengths.js';
import { MEMORY_STAT } from './memory-stat.js';
import type { StatisticsFormat, StoredFigures } from './statistics-format.js';
import { ZRAM_MM_STAT } from './zram-mm-stat.js';
import { ZSMALLOC_CLASSES } from './zsmalloc-classes.js';
import { ZSWAP_DEBUGFS } from './zswap-debugfs.js';

// A new format is added here.
export const STATISTICS_FORMATS: readonly StatisticsFormat[] = [
  ZSMALLOC_CLASSES,
  ZSWAP_DEBUGFS,
  MEMORY_STAT,
  ZRAM_MM_STAT,
  ANALYZER_LENGTHS,
];

/** Far above the length of any of these files. */
const MAX_BYTES = 2 ** 20;

/** Figures of a file, with its path. */
export type FileFigures = { readonly file: string } & StoredFigures;

/** Reads files of figures; content decides the format. Throws a `Failure` for an unknown or damaged one. */
export async function readStatistics(files: readonly string[]): Promise<FileFigures[]> {
  const figures: FileFigures[] = [];
  for (const file of files) {
    for (const each of parseStatistics(file, await readText(file))) figures.push({ file, ...each });
  }
  return figures;
}

/** Parses the text of a file. */
export function parseStatistics(file: string, text: string): StoredFigures[] {
  const format = STATISTICS_FORMATS.find(({ matches }) => matches(text));
  if (format === undefined) {
    const known = STATISTICS_FORMATS.map(({ name }) => name).join(', ');
    throw complaintsOf(file, 'name such a file, as the kernel wrote it')(known, 'another text');
  }
  const complain = complaintsOf(file, 'write it again, whole');
  return format.parse(text, (expected, found) => complain(`${format.name}: ${expected}`, found));
}

async function readText(file: string): Promise<string> {
  const kind = { name: 'a file of figures', remedy: 'name one file of the kernel' };
  const bytes = await readWholeFile(file, kind);
  if (bytes.length > MAX_BYTES) {
    throw fileFailures(file, kind)(`${kind.name} of at most ${MAX_BYTES} bytes`, 'more');
  }
  return new TextDecoder().decode(bytes);
}
