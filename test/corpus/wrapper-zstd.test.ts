import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../src/common/errors.js';
import { elfCore } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, somePages } from '../support/page-readers.js';
import { assertInputFailure, assertRefused } from '../support/refusals.js';
import {
  compressed,
  skippableFrame,
  storedFrame,
  windowDescriptor,
} from '../support/zstd-frames.js';

const folder = temporaryFolder();
const data = somePages(4);
const frame = storedFrame(data);

// Two pages of one repeated sentence, by the zstd command with --check: the last 4 bytes are the checksum.
const CHECKED = Buffer.from(
  'KLUv/WQAH7UBANQCYSBmcmFtZSB3aXRoIGEgY2hlY2tzdW0sIG1hZGUgYnkgenN0ZCAxLjUuNDsgAQCFftirMmDQ/LE=',
  'base64',
);
const SENTENCE = 'a frame with a checksum, made by zstd 1.5.4; ';

function written(...parts: Uint8Array[]): string {
  return fileIn(folder, 'packed', Buffer.concat(parts));
}

describe('zstd', () => {
  it('can have several frames, also empty ones', async () => {
    const parts = [data.subarray(0, 5000), data.subarray(0, 0), data.subarray(5000)];
    const path = written(...parts.map((part) => storedFrame(part)));
    assert.deepEqual(contentOf(await readPages(path)), data);
  });

  it('can have skippable frames anywhere, also first', async () => {
    for (const variant of [0, 7, 15]) {
      const skip = skippableFrame(12, variant);
      for (const path of [
        written(skip, frame),
        written(frame, skip),
        written(skip, skip, frame, skip, frame.subarray(0, 0)),
      ]) {
        assert.deepEqual(contentOf(await readPages(path)), data);
      }
    }
  });

  it('can have any number of frames without content', async () => {
    const empty = Buffer.concat(Array.from({ length: 50_000 }, () => skippableFrame(0)));
    const hollow = Buffer.concat(Array.from({ length: 500 }, () => storedFrame(Buffer.alloc(0))));
    assert.deepEqual(
      contentOf(await readPages(written(frame, empty, hollow, frame))).length,
      32768,
    );
  });

  it('can have a skippable frame that is longer than a read of the file', async () => {
    const path = written(skippableFrame(700_000), frame);
    assert.deepEqual(contentOf(await readPages(path)), data);
  });

  it('has its checksum verified', async () => {
    const content = SENTENCE.repeat(200).slice(0, 8192);
    assert.equal(contentOf(await readPages(written(CHECKED))).toString(), content);
    for (const at of [CHECKED.length - 1, CHECKED.length - 4, 20]) {
      const damaged = Buffer.from(CHECKED);
      damaged[at] ^= 1;
      await assertRefused(written(damaged), /expected whole zstd data; found a damaged frame;/);
    }
  });

  it('is verified to its end, also after the last page of a core', async () => {
    const core = storedFrame(elfCore({ segments: [{ address: 0x1000, data }] }));
    assert.equal((await readPages(written(core, CHECKED))).length, 4);
    const damaged = Buffer.from(CHECKED);
    damaged[CHECKED.length - 1] ^= 1;
    await assertRefused(written(core, damaged), /found a damaged frame;/);
  });

  it('is refused when truncated anywhere', async () => {
    for (const whole of [frame, Buffer.from(CHECKED), Buffer.from(await compressed(data, 3))]) {
      const cuts = [4, 5, 6, 7, 8, 9, 10, whole.length >> 1, whole.length - 4, whole.length - 1];
      for (const cut of cuts) {
        const path = written(whole.subarray(0, cut));
        await assertRefused(
          path,
          /expected whole zstd data; found an end in the middle of a frame/,
        );
      }
    }
  });

  it('is refused when a core is complete but its frame is truncated', async () => {
    const core = elfCore({ segments: [{ address: 0x1000, data }] });
    const path = written(storedFrame(Buffer.concat([core, Buffer.alloc(10)])).subarray(0, -5));
    await assertRefused(path, /expected whole zstd data/);
  });

  it('is refused with trailing garbage', async () => {
    for (const rest of ['g', 'garbage', 'much more of garbage', '\0'.repeat(4096)]) {
      const path = written(frame, Buffer.from(rest));
      await assertRefused(path, /expected whole zstd data; found (a damaged frame|an end)/);
    }
  });

  it('is read with a window of 128 MiB, and refused with a larger one', async () => {
    const large = written(storedFrame(data, windowDescriptor(17)));
    assert.deepEqual(contentOf(await readPages(large)), data);
    for (const descriptor of [windowDescriptor(17, 1), windowDescriptor(18), 0xff]) {
      const path = written(storedFrame(data, descriptor));
      await assertRefused(path, /found a window of more than 128 MiB;/);
    }
  });

  it('is read or refused after changes of random bytes', async () => {
    const whole = await compressed(data, 3);
    const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
    const path = written(whole);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
        const damaged = Buffer.from(whole);
        for (const { at, value } of changes) damaged[at] = value;
        fileIn(folder, 'packed', damaged);
        try {
          await readPages(path);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          assertInputFailure(error, path);
          refused++;
        }
      }),
      { numRuns: 300, seed: 3 },
    );
    assert.ok(refused > 30, `${refused} refused`);
    assert.deepEqual(contentOf(await readPages(written(whole))), data, 'the decoder still works');
  });
});
