import assert from 'node:assert/strict';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Failure } from '../../src/common/errors.js';
import {
  type CoreSpec,
  elfCore,
  fileNote,
  PT_NOTE,
  type SegmentSpec,
} from '../support/elf-builder.js';
import { fileIn } from '../support/files.js';
import { BORDERLESS, IMAGE_BUILDERS, NOT_WRAPPED } from '../support/images.js';
import { inProcess } from '../support/in-process.js';
import { lz4Frame } from '../support/lz4-frames.js';
import { type ReadPage, readPages } from '../support/page-readers.js';
import { randomPage, textPage, zeroPage } from '../support/pages.js';
import { assertInputFailure } from '../support/refusals.js';
import { xzStream } from '../support/xz-streams.js';
import { storedFrame } from '../support/zstd-frames.js';
import type { Fuzzer } from './fuzzer.js';

/** A segment of a core: consecutive pages of one kind each. */
interface Segment {
  /** Pages between the previous segment and this one. */
  readonly gapPages: number;
  readonly pages: readonly PageKind[];
  readonly writable: boolean;
  readonly fileBacked: boolean;
}

type PageKind = 'zero' | 'text' | 'noise';

interface Core {
  readonly kind: 'core';
  readonly segments: readonly Segment[];
  /** Whether data stand in the file in the opposite order. */
  readonly reversed: boolean;
  readonly extended: boolean;
}

/** An image of another format than {@link Core}, with all of its pages read. */
interface Image {
  readonly kind: 'image';
  readonly format: string;
  readonly runs: readonly { readonly gapPages: number; readonly pages: readonly PageKind[] }[];
}

interface Raw {
  readonly kind: 'raw';
  readonly pages: readonly PageKind[];
  readonly remainderBytes: number;
  readonly dropPartial: boolean;
}

/** Mutation of sound bytes. */
type Damage =
  | { readonly kind: 'field'; readonly field: number; readonly value: bigint }
  | { readonly kind: 'bytes'; readonly places: readonly (readonly [at: number, value: number])[] }
  | { readonly kind: 'length'; readonly share: number };

type Wrapper = 'plain' | 'gzip' | 'gzip members' | 'zstd' | 'zstd frames' | 'xz' | 'lz4' | 'twice';

interface PageInput {
  readonly content: Core | Image | Raw;
  /** Of the content, and of what it was packed to. */
  readonly damage: Damage | null;
  readonly wrapper: Wrapper;
  readonly wrapperDamage: Damage | null;
  /** Whether a command reads it too. */
  readonly command: boolean;
}

const PAGES: Readonly<Record<PageKind, Uint8Array>> = {
  zero: zeroPage(),
  text: textPage(1),
  noise: randomPage(1),
};

const kinds = (most: number) =>
  fc.array(fc.constantFrom<PageKind>('zero', 'text', 'noise'), { minLength: 1, maxLength: most });
const mostly = <T>(usual: T, other: fc.Arbitrary<T>, times = 4): fc.Arbitrary<T> =>
  fc.oneof({ weight: times, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const CORE: fc.Arbitrary<Core> = fc.record({
  kind: fc.constant('core' as const),
  segments: fc.array(
    fc.record({
      gapPages: fc.nat({ max: 3 }),
      pages: kinds(5),
      writable: mostly(true, fc.constant(false)),
      fileBacked: mostly(false, fc.constant(true)),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  reversed: fc.boolean(),
  extended: fc.boolean(),
});

const IMAGE: fc.Arbitrary<Image> = fc.record({
  kind: fc.constant('image' as const),
  format: fc.constantFrom(...Object.keys(IMAGE_BUILDERS)),
  runs: fc.array(fc.record({ gapPages: fc.nat({ max: 3 }), pages: kinds(5) }), {
    minLength: 1,
    maxLength: 4,
  }),
});

const RAW: fc.Arbitrary<Raw> = fc.record({
  kind: fc.constant('raw' as const),
  pages: kinds(12),
  remainderBytes: mostly(0, fc.integer({ min: 1, max: 4095 })),
  dropPartial: fc.boolean(),
});

// Sizes, offsets and counts at which something changes.
const VALUE = fc.oneof(
  fc.constantFrom(0n, 1n, 4095n, 4096n, 4097n, 0xfffen, 0xffffn, 2n ** 31n, 2n ** 32n - 1n),
  fc.constantFrom(2n ** 53n, 2n ** 63n, 2n ** 64n - 4096n, 2n ** 64n - 1n),
  fc.bigInt({ min: 0n, max: 0x20000n }),
);
const DAMAGE: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('field' as const), field: fc.nat(60), value: VALUE }),
  fc.record({
    kind: fc.constant('bytes' as const),
    places: fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('length' as const),
    share: fc.double({ min: 0, max: 1.2, noNaN: true }),
  }),
);

const INPUTS: fc.Arbitrary<PageInput> = fc.record({
  content: fc.oneof(
    { weight: 3, arbitrary: CORE },
    { weight: 3, arbitrary: IMAGE },
    { weight: 1, arbitrary: RAW },
  ),
  damage: mostly<Damage | null>(null, DAMAGE, 1),
  wrapper: mostly<Wrapper>(
    'plain',
    fc.constantFrom('gzip', 'gzip members', 'zstd', 'zstd frames', 'xz', 'lz4', 'twice'),
    1,
  ),
  wrapperDamage: mostly<Damage | null>(null, DAMAGE),
  command: mostly(false, fc.constant(true), 19),
});

/** Reads cores and raw dumps, sound or not, packed or not: exactly the pages that are in them, or one line. */
export async function pageInputs(folder: string): Promise<Fuzzer<PageInput>> {
  return {
    name: 'page-inputs',
    inputs: INPUTS,
    ends: ['sound, read', 'sound, refused', 'changed, read', 'changed, refused'],
    async check(input) {
      const sound = encoded(input.content, folder);
      const bytes = input.damage === null ? sound : damaged(sound, input.damage);
      const packed = wrapped(bytes, input.wrapper);
      const file = input.wrapperDamage === null ? packed : damaged(packed, input.wrapperDamage);
      const path = fileIn(folder, 'pages', file);
      const options = { dropPartial: input.content.kind === 'raw' && input.content.dropPartial };
      const found = await readOrRefusal(path, options);
      if (input.command) await assertCommandAgrees(path, options.dropPartial, found);
      const isPacked = input.wrapper !== 'plain';
      const refused = input.content.kind === 'image' && NOT_WRAPPED.includes(input.content.format);
      if (isPacked && refused) assert.ok(found instanceof Failure, 'refused');
      const intact =
        !(isPacked && refused) && bytes === sound && file === packed && input.wrapper !== 'twice';
      if (intact) assertExpected(input.content, found);
      else if (!(found instanceof Failure)) {
        // A changed block of a zstd frame may hold up to 128 KiB of one byte.
        // Pages of CRIU are in a file of their own.
        const most = Math.max(
          input.wrapper === 'plain' ? file.length : bytes.length + 2 ** 20,
          2 ** 17,
        );
        assert.ok(found.length * 4096 <= most, `${found.length} pages`);
      }
      return `${intact ? 'sound' : 'changed'}, ${found instanceof Failure ? 'refused' : 'read'}`;
    },
  };
}

const BASE_ADDRESS = 0x10000;

function encoded(content: Core | Image | Raw, folder: string): Uint8Array {
  if (content.kind === 'image') {
    return IMAGE_BUILDERS[content.format](imageRuns(content), join(folder, 'pages'));
  }
  if (content.kind === 'core') return elfCore(specOf(content));
  const pages = content.pages.map((kind) => PAGES[kind]);
  return Buffer.concat([...pages, Buffer.alloc(content.remainderBytes, 1)]);
}

function imageRuns({
  runs,
}: Image): { pfn: number; data: Uint8Array; pages: readonly PageKind[] }[] {
  let pfn = BASE_ADDRESS / 4096;
  return runs.map(({ gapPages, pages }) => {
    const first = pfn + gapPages;
    pfn = first + pages.length;
    return { pfn: first, data: Buffer.concat(pages.map((kind) => PAGES[kind])), pages };
  });
}

function specOf({ segments, reversed, extended }: Core): CoreSpec {
  const placed = placedSegments(segments);
  const ranges = placed
    .filter(({ fileBacked }) => fileBacked)
    .map(({ address, pages }) => ({ start: address, end: address + pages.length * 4096 }));
  const loads = placed.map(
    ({ address, pages, writable }): SegmentSpec => ({
      address,
      flags: writable ? 6 : 4,
      data: Buffer.concat(pages.map((kind) => PAGES[kind])),
    }),
  );
  const note: SegmentSpec = { type: PT_NOTE, flags: 4, data: fileNote(ranges) };
  return { segments: [note, ...(reversed ? loads.toReversed() : loads)], extended };
}

function placedSegments(segments: readonly Segment[]): (Segment & { address: number })[] {
  let address = BASE_ADDRESS;
  return segments.map((segment) => {
    address += segment.gapPages * 4096;
    const placed = { ...segment, address };
    address += segment.pages.length * 4096;
    return placed;
  });
}

/** Writes a field of the file header or of a program header, changes bytes, or cuts off or adds some. */
function damaged(bytes: Uint8Array, damage: Damage): Uint8Array {
  if (damage.kind === 'length') {
    const longer = Buffer.alloc(Math.floor(bytes.length * damage.share));
    longer.set(bytes.subarray(0, longer.length));
    return longer;
  }
  const changed = Buffer.from(bytes);
  if (damage.kind === 'bytes') {
    for (const [at, value] of damage.places) changed[at % changed.length] = value;
  } else {
    const at = 16 + damage.field * 8;
    if (at + 8 <= changed.length) changed.writeBigUInt64LE(damage.value, at);
  }
  return changed;
}

function wrapped(bytes: Uint8Array, wrapper: Wrapper): Uint8Array {
  const half = bytes.length >> 1;
  const halves = [bytes.subarray(0, half), bytes.subarray(half)];
  switch (wrapper) {
    case 'plain':
      return bytes;
    case 'gzip':
      return gzipSync(bytes, { level: 1 });
    case 'gzip members':
      return Buffer.concat(halves.map((part) => gzipSync(part, { level: 1 })));
    case 'zstd':
      return storedFrame(bytes);
    case 'zstd frames':
      return Buffer.concat(halves.map((part) => storedFrame(part)));
    case 'xz':
      return xzStream(bytes);
    case 'lz4':
      return lz4Frame(bytes);
    case 'twice':
      return storedFrame(gzipSync(bytes, { level: 1 }));
  }
}

async function readOrRefusal(
  path: string,
  options: { dropPartial: boolean },
): Promise<ReadPage[] | Failure> {
  try {
    return await readPages(path, options);
  } catch (error) {
    assertInputFailure(error, path);
    return error;
  }
}

/** Checks sound content against what it was made of. */
function assertExpected(content: Core | Image | Raw, found: ReadPage[] | Failure): void {
  const expected = expectedPages(content);
  if (expected === null) {
    assert.ok(found instanceof Failure, 'refused');
    return;
  }
  if (found instanceof Failure) throw found;
  assert.deepEqual(
    found.map(({ pfn, startsRun }) => [pfn, startsRun]),
    expected.map(({ pfn, startsRun }) => [pfn, startsRun]),
  );
  for (const [i, { kind }] of expected.entries()) assert.ok(found[i].bytes.equals(PAGES[kind]));
}

interface ExpectedPage {
  readonly pfn: number;
  readonly startsRun: boolean;
  readonly kind: PageKind;
}

/** Null where the content is to be refused. */
function expectedPages(content: Core | Image | Raw): ExpectedPage[] | null {
  if (content.kind === 'raw') {
    if (content.remainderBytes > 0 && !content.dropPartial) return null;
    return content.pages.map((kind, pfn) => ({ pfn, startsRun: pfn === 0, kind }));
  }
  if (content.kind === 'image') {
    const borderless = BORDERLESS.includes(content.format);
    return imageRuns(content).flatMap(({ pfn, pages }, run) => {
      const touches = borderless && run > 0 && content.runs[run].gapPages === 0;
      return pages.map((kind, i) => ({ pfn: pfn + i, startsRun: i === 0 && !touches, kind }));
    });
  }
  const placed = placedSegments(content.segments);
  const pages = (content.reversed ? placed.toReversed() : placed)
    .filter(({ writable, fileBacked }) => writable && !fileBacked)
    .flatMap(({ address, pages }) =>
      pages.map((kind, i) => ({ pfn: address / 4096 + i, startsRun: i === 0, kind })),
    );
  return pages.length === 0 ? null : pages;
}

/** Checks that `corpus info` counts the pages that are read, or refuses the file with the same words. */
async function assertCommandAgrees(
  path: string,
  dropPartial: boolean,
  found: ReadPage[] | Failure,
): Promise<void> {
  const partial = dropPartial ? ['--drop-partial'] : [];
  const { exitCode, stdout, stderr } = await inProcess(
    'corpus',
    'info',
    path,
    '--json',
    '--compressor',
    'identity',
    ...partial,
  );
  if (found instanceof Failure) {
    assert.deepEqual(
      [exitCode, stdout, stderr],
      [2, '', `zswap-bench: [ZB_INPUT] ${found.message}\n`],
    );
    return;
  }
  assert.equal(exitCode, 0, stderr);
  const [{ pages, zeroPages, runs }] = JSON.parse(stdout);
  const zeros = found.filter(({ bytes }) => bytes.every((byte) => byte === 0));
  assert.deepEqual(
    [pages, zeroPages, runs],
    [found.length, zeros.length, found.filter(({ startsRun }) => startsRun).length],
  );
}
