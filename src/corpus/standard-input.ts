import {
  createReadStream,
  fstatSync,
  ftruncateSync,
  openSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { inputFailure } from '../common/errors.js';
import { standardInputLimit } from '../common/input-limit.js';

/** Path that stands for standard input. */
export const STANDARD_INPUT = '-';

const STDIN = 0;

let spooled: Promise<string> | undefined;

/**
 * Copies standard input to a temporary file without a name, which vanishes with the process, and returns a path to open
 * it by. Standard input is read once per process; one that is a file already is used as it is.
 */
export function spooledInput(): Promise<string> {
  spooled ??= spool();
  return spooled;
}

async function spool(): Promise<string> {
  if (fstatSync(STDIN).isFile()) return '/dev/stdin';
  if (isatty(STDIN)) {
    throw inputFailure({
      subject: STANDARD_INPUT,
      expected: 'a memory image on standard input',
      found: 'a terminal',
      remedy: 'pipe an image in, or name a file',
    });
  }
  const path = join(tmpdir(), `zswap-bench-stdin-${process.pid}`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  const maxBytes = standardInputLimit();
  let bytes = 0;
  for await (const piece of createReadStream('', { fd: STDIN, autoClose: false })) {
    bytes += piece.length;
    if (bytes > maxBytes) {
      ftruncateSync(file);
      throw inputFailure({
        subject: STANDARD_INPUT,
        expected: `at most ${maxBytes} bytes on standard input`,
        found: 'more',
        remedy: 'pass a larger --max, or name a file',
      });
    }
    writeWhole(file, piece);
  }
  return `/dev/fd/${file}`;
}

function writeWhole(file: number, piece: Uint8Array): void {
  for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
}
