import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { fileIn } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { changed, type Place, placesIn, resultOf } from '../support/result-documents.js';
import { tinyCore } from '../support/tiny-corpora.js';
import type { Fuzzer } from './fuzzer.js';
import { assertNoHoles } from './no-holes.js';

/** One change to a document: at a place, counted in the document's own order. */
type Change =
  | { readonly kind: 'number' | 'text' | 'other'; readonly place: number; readonly value: unknown }
  | { readonly kind: 'remove'; readonly place: number }
  | { readonly kind: 'copy'; readonly place: number; readonly to: number }
  | { readonly kind: 'repeat'; readonly place: number };

/** Mutation of a document's text. */
type TextChange =
  | { readonly kind: 'cut'; readonly share: number }
  | { readonly kind: 'insert'; readonly share: number; readonly text: string };

interface ResultInput {
  readonly document: number;
  readonly changes: readonly Change[];
  readonly textChange: TextChange | null;
  readonly reader: number;
  readonly format: string;
}

const NUMBER = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(0, 1, 2, 3, 100, 4096, 2 ** 31, 2 ** 53 - 1) },
  { weight: 1, arbitrary: fc.constantFrom(0.5, 1e-9, 1e18, -1, -4096, 1 - 2 ** 53) },
  { weight: 1, arbitrary: fc.constantFrom(2 ** 53, 1e-300, 1e308, -1e308) },
);
const TEXT = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'zstd', 'a/b', 'a,"b"\\', 'é😀', '6.12', 'edge') },
  { weight: 1, arbitrary: fc.constantFrom('', '<b>', '\u0000', '\u001b[2J', '\u202e', '\ud800') },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(1000), 'x'.repeat(1001)) },
);
const OTHER = fc.constantFrom<unknown>(null, true, false, [], {}, [1, 2], [[0, 0, 0]], { a: 1 });

const PLACE = fc.nat({ max: 2 ** 30 });
const setTo = <K extends 'number' | 'text' | 'other'>(kind: K, value: fc.Arbitrary<unknown>) =>
  fc.record({ kind: fc.constant(kind), place: PLACE, value });
const CHANGE: fc.Arbitrary<Change> = fc.oneof(
  { weight: 16, arbitrary: setTo('number', NUMBER) },
  { weight: 4, arbitrary: setTo('text', TEXT) },
  { weight: 1, arbitrary: setTo('other', OTHER) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), place: PLACE }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('copy' as const), place: PLACE, to: PLACE }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('repeat' as const), place: PLACE }) },
);
const TEXT_CHANGE: fc.Arbitrary<TextChange> = fc.oneof(
  fc.record({
    kind: fc.constant('cut' as const),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('insert' as const),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    text: fc.constantFrom(
      '1e999',
      '-',
      '"',
      ',',
      '[',
      '{',
      '}',
      '\u0000',
      '\ufeff',
      '"__proto__":{},',
      '//',
    ),
  }),
);

/** Commands that read a document, beside the one that it was made from and another shard. */
const READERS: readonly ((paths: Paths) => string[])[] = [
  ({ given, base }) => ['compare', base, given],
  ({ given, base }) => ['compare', given, base],
  ({ given }) => ['compare', given, given],
  ({ given, base }) => ['gate', '--baseline', base, '--current', given],
  ({ given, base }) => ['gate', '--baseline', given, '--current', base],
  ({ given, other }) => ['merge', given, other],
];
const MERGE = READERS.length - 1;
const REPORT = READERS.length;

interface Paths {
  readonly given: string;
  readonly base: string;
  readonly other: string;
}

const INPUTS: fc.Arbitrary<ResultInput> = fc.record({
  document: fc.nat({ max: 99 }),
  changes: fc.array(CHANGE, { minLength: 0, maxLength: 3 }),
  textChange: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: TEXT_CHANGE },
  ),
  reader: fc.nat({ max: REPORT }),
  format: fc.constantFrom('table', 'table', 'json', 'markdown', 'csv', 'lkml'),
});

// The first of two shards among the documents.
const SHARD = 4;

/** Results that between them have every part that a result can have. */
async function baseDocuments(folder: string): Promise<object[]> {
  const grid = ['--corpus', fileIn(folder, 'tiny.core', tinyCore()), '-c', 'lz4', '-f', '16K'];
  const small = [...grid, '--no-timing', '--max-pool-percent', '15'];
  const edge = ['--scenario', 'edge', '--tasks', '2,4', '--memcgs', '2', '--memcg-max', '16K'];
  return await Promise.all([
    resultOf(...small, '-s', 'incremental,mainline-6.13,oracle'),
    resultOf(...small, ...edge, '-s', 'mainline-6.13', '--memcg-parent-max', '32K'),
    resultOf(...grid, '-s', 'batch,reserve', '--time', '0.1'),
    resultOf(...small, '--global-strategy', 'reserve', '-s', 'batch', '--no-verify'),
    resultOf(...small, '--shard', '1/2'),
    resultOf(...small, '--shard', '2/2'),
  ]);
}

/** Changes result documents and has commands read them: they work with what they read, or refuse it in one line. */
export async function resultDocuments(folder: string): Promise<Fuzzer<ResultInput>> {
  const documents = await baseDocuments(folder);
  const bases = documents.map((document, i) =>
    fileIn(folder, `base${i}.json`, JSON.stringify(document)),
  );
  return {
    name: 'result-documents',
    inputs: INPUTS,
    ends: [
      'refused',
      ...['compare', 'gate', 'merge', 'report'].map((command) => `read by ${command}`),
    ],
    async check(input) {
      const index = input.reader === MERGE ? SHARD : input.document % documents.length;
      const document = input.changes.reduce(applyChange, documents[index]);
      const text = changedText(JSON.stringify(document), input.textChange);
      const given = fileIn(folder, 'given.json', text);
      const page = `${folder}/page.html`;
      const args =
        input.reader === REPORT
          ? ['report', given, '-o', page]
          : [
              ...READERS[input.reader]({ given, base: bases[index], other: bases[SHARD + 1] }),
              ...['--format', input.format],
            ];
      const { exitCode, stdout, stderr } = await inProcess(...args);
      assert.doesNotMatch(stderr, /internal error/);
      if (exitCode === 2) {
        assert.equal(stdout, '');
        assert.match(stderr, /^zswap-bench: [^\n]+: expected [^\n]+; found [^\n]+; [^\n]+\n$/);
        return 'refused';
      }
      assert.ok(exitCode === 0 || exitCode === 1 || exitCode === 3, `${exitCode}: ${stderr}`);
      assertNoHoles(stdout);
      assertNoHoles(stderr);
      if (input.reader === REPORT)
        assertNoHoles(readFileSync(page, 'utf8').replace(/<script.*?<\/script>/gs, ''));
      return `read by ${args[0]}`;
    },
  };
}

/** Numbers and texts take the place of their like. */
function applyChange(document: object, change: Change): object {
  const wanted = { number: 'number', text: 'string' }[change.kind as string];
  const places = placesIn(document).filter(
    ({ value }) => wanted === undefined || typeof value === wanted,
  );
  if (places.length === 0) return document;
  const { at, value } = places[change.place % places.length];
  switch (change.kind) {
    case 'remove':
      return changed(document, at, undefined);
    case 'copy':
      return changed(document, places[change.to % places.length].at, value);
    case 'repeat':
      return repeated(document, at, value);
    default:
      return changed(document, at, change.value);
  }
}

/** An item of a list twice. */
function repeated(document: object, at: Place, value: unknown): object {
  const list = at.slice(0, -1).reduce((part, key) => (part as never)[key], document as unknown);
  if (!Array.isArray(list)) return document;
  return changed(document, at.slice(0, -1), [...list, value]);
}

function changedText(text: string, change: TextChange | null): string {
  if (change === null) return text;
  const at = Math.floor(text.length * change.share);
  return change.kind === 'cut'
    ? text.slice(0, at)
    : text.slice(0, at) + change.text + text.slice(at);
}
