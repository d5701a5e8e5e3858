import { createReadStream, fstatSync, ftruncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isatty } from 'node:tty';
import { inputFailure } from '../common/errors.js';
import { standardInputLimit } from '../common/input-limit.js';
import { openUnnamedFile, writeAt } from '../common/unnamed-file.js';

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
  const file = openUnnamedFile(tmpdir());
  const maxBytes = standardInputLimit();
  let bytes = 0;
  for await (const piece of createReadStream('', { fd: STDIN, autoClose: false })) {
    if (bytes + piece.length > maxBytes) {
      ftruncateSync(file);
      throw inputFailure({
        subject: STANDARD_INPUT,
        expected: `at most ${maxBytes} bytes on standard input`,
        found: 'more',
        remedy: 'pass a larger --max, or name a file',
      });
    }
    writeAt(file, piece, bytes);
    bytes += piece.length;
  }
  return `/dev/fd/${file}`;
}
