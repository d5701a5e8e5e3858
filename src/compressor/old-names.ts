import type { FailureReport } from '../common/errors.js';

/** Former names of compressors, with their present ones. */
const PRESENT_NAMES: ReadonlyMap<string, string> = new Map([['lz4-kernel', 'lz4']]);

/** Reports a name that a compressor no longer has, for an option or a file; undefined for any other name. */
export function oldName(name: string): Omit<FailureReport, 'subject'> | undefined {
  const present = PRESENT_NAMES.get(name);
  if (present === undefined) return undefined;
  return {
    expected: `'${present}', the present name`,
    found: `'${name}'`,
    remedy: 'what was lz4 is now lz4-wasm, and what was zstd is zstd-codec',
  };
}
