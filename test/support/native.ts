import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { nativeProgram } from '../../native/native-program.js';

const program = nativeProgram();

/** Why there is no native program; false where there is one. */
export const NATIVE_MISSING: string | false = 'missing' in program ? program.missing : false;

/** Output of a mode of native.c. */
export function native(codec: string, mode: string, input: Uint8Array = new Uint8Array(0)): Buffer {
  if ('missing' in program) throw new Error(program.missing);
  const { status, stdout, stderr } = spawnSync(program.path, [codec, mode], {
    input,
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, stderr.toString());
  return stdout;
}

/** The length of each page's payload. */
export function nativeLengths(codec: string, pages: Uint8Array): number[] {
  return native(codec, 'lengths', pages).toString().trim().split('\n').map(Number);
}

/** The version of a codec's library. */
export function nativeVersion(codec: string): string {
  return native(codec, 'version').toString().trim();
}
