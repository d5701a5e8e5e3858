import type { ResultDocument } from './document.js';

const COMPRESSORS_ALWAYS: Readonly<Record<string, string>> = { 'lz4-kernel': 'lz4' };

/** Compressors that had another implementation under their name in versions 0.1.x. */
const COMPRESSORS_OF_01: Readonly<Record<string, string>> = {
  lz4: 'lz4-wasm',
  zstd: 'zstd-codec',
};

const KERNELS: Readonly<Record<string, string>> = { next: '7.3' };

/** Returns a clause about the names in a result that stand for something else now, or are gone; null if there are none. */
export function formerNames({ tool, config, cells }: ResultDocument): string | null {
  const compressors = new Set([
    ...config.compressors,
    ...cells.map(({ compressor }) => compressor),
  ]);
  const kernels = new Set([config.kernel, ...cells.map(({ kernel }) => kernel)]);
  const isOld = /^0\.1\./.test(tool.version);
  const renamed = [
    ...renamesOf(compressors, COMPRESSORS_ALWAYS),
    ...(isOld ? renamesOf(compressors, COMPRESSORS_OF_01) : []),
    ...renamesOf(kernels, KERNELS).map((text) => `kernel ${text}`),
  ];
  if (renamed.length === 0) return null;
  return `former names of version ${tool.version}: ${renamed.join(', ')}`;
}

/** Returns `old is new now` for each former name; a compressor's level is left out. */
function renamesOf(
  names: ReadonlySet<string>,
  present: Readonly<Record<string, string>>,
): string[] {
  const families = new Set([...names].map((name) => name.split(':')[0]));
  return [...families]
    .filter((name) => Object.hasOwn(present, name))
    .map((name) => `${name} is ${present[name]} now`);
}
