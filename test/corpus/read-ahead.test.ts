import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import type { ByteSource } from '../../src/corpus/byte-source.js';
import { WINDOW_BYTES } from '../../src/corpus/page-windows.js';
import { readAhead, type Stretch, stretchesOf } from '../../src/corpus/read-ahead.js';
import { somePages } from '../support/page-readers.js';

const content = somePages(3);

/** Source of {@link content}. Logs the start and end of each read. Reading at `breaksAt` fails. */
function recorded(log: string[], breaksAt?: number): ByteSource {
  return {
    size: content.length,
    sparse: false,
    nextData: (position) => position,
    async read(target, position) {
      log.push(`read ${position}`);
      await new Promise(setImmediate);
      log.push(`done ${position}`);
      if (position === breaksAt) throw new Error('cannot be read');
      const found = content.subarray(position, position + target.length);
      target.set(found);
      return found.length;
    },
    async close() {},
  };
}

function stretches(...lengths: number[]): Stretch[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return { position: end - length, length };
  });
}

test('read-ahead: a stretch is read while the one before it is processed', async () => {
  const log: string[] = [];
  for await (const [{ position }] of readAhead(recorded(log), stretches(10, 20, 30))) {
    log.push(`work ${position}`);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
  }
  assert.deepEqual(log, [
    ...['read 0', 'done 0', 'read 10', 'work 0', 'done 10'],
    ...['read 30', 'work 10', 'done 30', 'work 30'],
  ]);
});

test('read-ahead: bytes are valid until the next stretch is requested', async () => {
  for await (const [{ position, length }, bytes] of readAhead(
    recorded([]),
    stretches(100, 100, 100, 100),
  )) {
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    assert.deepEqual(Buffer.from(bytes), content.subarray(position, position + length));
  }
});

test('read-ahead: the end of the data shortens a stretch', async () => {
  const found: number[] = [];
  for await (const [, bytes] of readAhead(recorded([]), stretches(12_000, 1000, 1000))) {
    found.push(bytes.length);
  }
  assert.deepEqual(found, [12_000, content.length - 12_000, 0]);
});

test('read-ahead: a failure is thrown when its stretch is requested', async () => {
  const seen: number[] = [];
  await assert.rejects(async () => {
    for await (const [{ position }] of readAhead(recorded([], 10), stretches(10, 20, 30))) {
      seen.push(position);
      await new Promise(setImmediate);
      await new Promise(setImmediate);
    }
  }, /cannot be read/);
  assert.deepEqual(seen, [0]);
});

test('read-ahead: stopping early leaves no read in flight and throws nothing', async () => {
  const log: string[] = [];
  for await (const _ of readAhead(recorded(log, 10), stretches(10, 20))) break;
  assert.deepEqual(log, ['read 0', 'done 0', 'read 10', 'done 10']);
});

test('read-ahead: stretches of any length come in order with their bytes', async () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(lengths, async (all) => {
      const parts: Buffer[] = [];
      for await (const [, bytes] of readAhead(recorded([]), stretches(...all))) {
        parts.push(Buffer.from(bytes));
      }
      const total = all.reduce((sum, length) => sum + length, 0);
      assert.equal(parts.length, all.length);
      assert.deepEqual(Buffer.concat(parts), content.subarray(0, total));
    }),
  );
});

test('read-ahead: a stretch can be as long as a window', async () => {
  for await (const [, bytes] of readAhead(recorded([]), stretches(WINDOW_BYTES))) {
    assert.deepEqual(Buffer.from(bytes), content);
  }
});

describe('stretches of a range', () => {
  const W = WINDOW_BYTES;
  const of = (data: readonly number[], start: number, end: number, skipHoles = true) => {
    const bytes = {
      ...recorded([]),
      nextData: (at: number) => data.find((each) => each >= at) ?? at,
    };
    return [...stretchesOf(bytes, { start, end }, skipHoles)].map(({ position, length }) => [
      position,
      length,
    ]);
  };

  it('are windows and a remainder', () => {
    assert.deepEqual(of([], 10, 2 * W + 17), [
      [10, W],
      [W + 10, W],
      [2 * W + 10, 7],
    ]);
    assert.deepEqual(of([], 0, 2 * W), [
      [0, W],
      [W, W],
    ]);
  });

  it('skip whole windows of hole, counted from the start', () => {
    assert.deepEqual(of([5 * W + 3], 10, 7 * W)[0], [4 * W + 10, W]);
    assert.deepEqual(of([5 * W + 10], 10, 7 * W)[0], [5 * W + 10, W]);
  });

  it('include holes that are read as zeros', () => {
    assert.deepEqual(of([2 * W], 0, 3 * W, false), [
      [0, W],
      [W, W],
      [2 * W, W],
    ]);
  });

  it('include the last one, even if it is a hole', () => {
    assert.deepEqual(of([100 * W], 0, 3 * W), [[2 * W, W]]);
    assert.deepEqual(of([100 * W], 0, 3 * W + 1), [[3 * W, 1]]);
  });
});
