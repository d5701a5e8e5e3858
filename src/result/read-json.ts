import { closeSync, fstatSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { systemReason } from '../common/environment.js';
import { type Failure, inputFailure } from '../common/errors.js';
import { openReadable, streamOf } from '../common/pipes.js';

// Far above what a grid of thousands of cells needs, and below what would exhaust memory.
export const MAX_BYTES = 256 * 2 ** 20;
const MAX_VALUES = 2 ** 24;
const DEEPEST = 32;

/** Something about a file as a whole that is not as it should be. */
export type Refuse = (expected: string, found: string, why?: Why) => Failure;

interface Why {
  readonly remedy?: string;
  readonly cause?: unknown;
}

const REMEDY = 'name a file that zswap-bench run --json wrote, or write it anew';

/** Says what is wrong with a file that should be a result. */
export function documentRefusal(path: string): Refuse {
  return (expected, found, { remedy = REMEDY, cause } = {}) =>
    inputFailure({ subject: path, expected, found, remedy }, cause);
}

/** Reads a file or pipe of JSON from somebody who may mean harm. Throws a `Failure` (exit code 2). */
export async function readJson(path: string): Promise<unknown> {
  const refuse = documentRefusal(path);
  const bytes = await readBytes(path, refuse);
  refuseExcess(bytes, refuse);
  return parse(bytes, refuse);
}

async function readBytes(path: string, refuse: Refuse): Promise<Uint8Array> {
  try {
    return await readUpTo(openContent(path, refuse), refuse);
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const [expected, found] = missing ? [A_RESULT, 'no such file'] : ['a readable file', reason];
    throw refuse(expected, found, { cause: error });
  }
}

const A_RESULT = 'a result document';
const SIZE_LIMIT_TEXT = `a result document of at most ${MAX_BYTES} bytes`;

function openContent(path: string, refuse: Refuse): Readable {
  const fd = openReadable(path);
  try {
    const facts = fstatSync(fd);
    if (facts.isDirectory()) throw refuse(A_RESULT, 'a directory');
    if (facts.size > MAX_BYTES) throw refuse(SIZE_LIMIT_TEXT, `${facts.size} bytes`);
    return streamOf(fd);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** A pipe tells its size only by its end. */
async function readUpTo(content: Readable, refuse: Refuse): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of content as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    total += chunk.length;
    if (total > MAX_BYTES) throw refuse(SIZE_LIMIT_TEXT, 'more');
  }
  return Buffer.concat(chunks, total);
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT] = [0x5b, 0x7b, 0x5d, 0x7d];

/** Before a parser makes objects of it: a megabyte of brackets becomes fifty. */
function refuseExcess(bytes: Uint8Array, refuse: Refuse): void {
  let depth = 0;
  let values = 0;
  let quoted = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (quoted) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) {
      quoted = true;
    } else if (byte === COMMA) {
      values++;
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      values++;
      if (++depth > DEEPEST) throw refuse(`nesting of at most ${DEEPEST} levels`, 'more');
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      depth--;
    }
  }
  if (values > MAX_VALUES) throw refuse(`at most ${MAX_VALUES} values`, `${values}`);
}

function parse(bytes: Uint8Array, refuse: Refuse): unknown {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const found = bytes.length === 0 ? 'an empty file' : (error as Error).message;
    throw refuse('one whole JSON document in UTF-8', found, { cause: error });
  }
  refusePrototypes(document, refuse);
  return document;
}

/** A key that would change what an object is wherever it is copied. */
function refusePrototypes(value: unknown, refuse: Refuse): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '__proto__')) throw refuse('plain keys', "the key '__proto__'");
  for (const part of Object.values(value)) refusePrototypes(part, refuse);
}
