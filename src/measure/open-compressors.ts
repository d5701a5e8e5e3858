import type { PageCompressor } from '../compressor/compressor.js';
import type { CompressorChoice } from '../compressor/compressors.js';

/** Creates one instance per compressor; the keys are the names of the choices. */
export async function createCompressors(
  choices: Iterable<CompressorChoice>,
): Promise<ReadonlyMap<string, PageCompressor>> {
  const compressors = new Map<string, PageCompressor>();
  for (const { name, create } of choices) {
    if (!compressors.has(name)) compressors.set(name, await create());
  }
  return compressors;
}
