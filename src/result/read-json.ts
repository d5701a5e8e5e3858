import { closeSync, fstatSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { systemReason } from '../common/environment.js';
import { type Failure, inputFailure } from '../common/errors.js';
import { openReadable, streamOf } from '../common/pipes.js';

// Far above the size of a grid of thousands of cells, below a size that exhausts memory.
export const MAX_JSON_BYTES = 256 * 2 ** 20;
const MAX_VALUES = 2 ** 24;
const MAX_DEPTH = 32;

/** Creates the `Failure` of one file. */
export type FailureMaker = (expected: string, found: string, more?: FailureDetails) => Failure;

interface FailureDetails {
  readonly remedy?: string;
  readonly cause?: unknown;
}

/** Kind of a JSON file, for messages. */
export interface JsonKind {
  /** With an article. */
  readonly name: string;
  readonly remedy: string;
}

const RESULT: JsonKind = {
  name: 'a result document',
  remedy: 'name a file written by zswap-bench run --json, or write it again',
};

/** Returns a maker of failures of a file. */
export function fileFailures(path: string, kind: JsonKind = RESULT): FailureMaker {
  return (expected, found, { remedy = kind.remedy, cause } = {}) =>
    inputFailure({ subject: path, expected, found, remedy }, cause);
}

/** Reads a file or pipe of untrusted JSON, by default a result. Throws a `Failure` (exit code 2). */
export async function readJson(path: string, kind: JsonKind = RESULT): Promise<unknown> {
  const fail = fileFailures(path, kind);
  const bytes = await readWholeFile(path, kind);
  checkExcess(bytes, fail);
  return parse(bytes, fail);
}

/** Reads a file or pipe of at most MAX_JSON_BYTES. Throws a `Failure` (exit code 2). */
export async function readWholeFile(path: string, kind: JsonKind): Promise<Uint8Array> {
  const fail = fileFailures(path, kind);
  try {
    return await readUpTo(openContent(path, kind, fail), kind, fail);
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const [expected, found] = missing ? [kind.name, 'no such file'] : ['a readable file', reason];
    throw fail(expected, found, { cause: error });
  }
}

const atMost = ({ name }: JsonKind) => `${name} of at most ${MAX_JSON_BYTES} bytes`;

function openContent(path: string, kind: JsonKind, fail: FailureMaker): Readable {
  const fd = openReadable(path);
  try {
    const facts = fstatSync(fd);
    if (facts.isDirectory()) throw fail(kind.name, 'a directory');
    if (facts.size > MAX_JSON_BYTES) throw fail(atMost(kind), `${facts.size} bytes`);
    return streamOf(fd);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Reads up to the limit; the size of a pipe is unknown before its end. */
async function readUpTo(
  content: Readable,
  kind: JsonKind,
  fail: FailureMaker,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of content as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    total += chunk.length;
    if (total > MAX_JSON_BYTES) throw fail(atMost(kind), 'more');
  }
  return Buffer.concat(chunks, total);
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT] = [0x5b, 0x7b, 0x5d, 0x7d];

/** Limits depth and values before parsing: a megabyte of brackets parses to fifty. */
function checkExcess(bytes: Uint8Array, fail: FailureMaker): void {
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
      if (++depth > MAX_DEPTH) throw fail(`nesting of at most ${MAX_DEPTH} levels`, 'more');
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      depth--;
    }
  }
  if (values > MAX_VALUES) throw fail(`at most ${MAX_VALUES} values`, `${values}`);
}

function parse(bytes: Uint8Array, fail: FailureMaker): unknown {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const found = bytes.length === 0 ? 'an empty file' : (error as Error).message;
    throw fail('one whole JSON document in UTF-8', found, { cause: error });
  }
  checkPrototypes(document, fail);
  return document;
}

/** Throws for the key `__proto__`, which would change the prototype of a copy. */
function checkPrototypes(value: unknown, fail: FailureMaker): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '__proto__')) throw fail('plain keys', "the key '__proto__'");
  for (const part of Object.values(value)) checkPrototypes(part, fail);
}
