import { elfCoreHead } from '../../src/corpus/elf/elf-writer.js';
import { joined } from './memory-source.js';

/** ELF core of runs of pages. */
export function coreOf(runs: readonly { pfn: number; pages: readonly Uint8Array[] }[]): Uint8Array {
  const headers = runs.map(({ pfn, pages }) => ({ pfn, pages: pages.length }));
  const head = elfCoreHead(headers, 'unrecorded');
  return joined(head, ...runs.flatMap(({ pages }) => pages));
}
