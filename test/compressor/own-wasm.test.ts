import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { PAGE_SIZE } from '../../src/common/page.js';
import { COMPRESSORS } from '../../src/compressor/compressors.js';
import { create, PAGES, payload } from '../support/compressors.js';
import { ROOT } from '../support/program.js';

// assembly/shared/layout.ts: nothing but a buffer and its slack is written, whatever comes.
const SLACK = 512;
const PACKED_BYTES = 2 * PAGE_SIZE;
const PATTERNS = 0x9000;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly page: { readonly value: number };
  readonly packed: { readonly value: number };
  compress(): number;
  decompress(length: number): number;
}

const NAMES = readdirSync(join(ROOT, 'assembly'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace('.ts', ''));

// A literal, then 18 or 8 bytes from 1 back, again and again.
const LZ4_ENDLESS = Buffer.from(`1e610100${'0e0100'.repeat(2000)}`, 'hex');
const LZO_ENDLESS = Buffer.from(`1261${'e000'.repeat(3000)}`, 'hex');

/** Bytes as decoders fear them: noise, long counts, repeated bytes. */
const anyBytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc
        .tuple(fc.constantFrom(0, 0x0f, 0x1f, 0xff), fc.integer({ min: 1, max: 300 }))
        .map(([byte, count]) => new Uint8Array(count).fill(byte)),
    ),
    { maxLength: 25 },
  )
  .map((pieces) => new Uint8Array(Buffer.concat(pieces)));

for (const name of NAMES) {
  describe(`the wasm of ${name}`, () => {
    let wasm: Exports;
    let bytes: Uint8Array;
    let sound: Uint8Array[];
    before(async () => {
      const { Instance } = WebAssembly;
      const file = readFileSync(join(ROOT, `dist/assembly/${name}.wasm`));
      wasm = new Instance(await WebAssembly.compile(file), {}).exports as unknown as Exports;
      bytes = new Uint8Array(wasm.memory.buffer);
      const compressor = await create(name);
      sound = Object.values(PAGES).map((page) => payload(compressor, page));
    });

    /** Runs `work` amid sentinels; only what lies from `from` to `to` may change. */
    function assertWithin(from: number, to: number, work: () => void): void {
      bytes.fill(0xa7, 0, wasm.page.value);
      bytes.fill(0xa7, wasm.page.value + PAGE_SIZE, wasm.packed.value);
      const before = Buffer.from(bytes);
      work();
      const after = Buffer.from(bytes.buffer);
      assert.ok(after.subarray(0, from).equals(before.subarray(0, from)), 'below');
      assert.ok(after.subarray(to).equals(before.subarray(to)), 'above');
    }

    function decode(payload: Uint8Array): number {
      bytes.set(payload, wasm.packed.value);
      let length = 0;
      const { value } = wasm.page;
      assertWithin(value, value + PAGE_SIZE + SLACK, () => {
        length = wasm.decompress(payload.length);
      });
      return length;
    }

    it('is a line of the registry, and needs no more than one page of WebAssembly', () => {
      assert.ok(COMPRESSORS.has(name));
      assert.equal(bytes.length, 65_536);
    });

    it('writes nothing but its payload and table when it compresses', () => {
      for (const page of Object.values(PAGES)) {
        bytes.set(page, wasm.page.value);
        assertWithin(wasm.packed.value, PATTERNS, () => {
          const length = wasm.compress();
          assert.ok(length > 0 && length <= PACKED_BYTES);
        });
      }
    });

    it('writes nothing but the page when it decodes noise', () => {
      fc.assert(
        fc.property(anyBytes, (noise) => {
          assert.notEqual(decode(noise), 0);
        }),
        { numRuns: 3000, seed: 5 },
      );
    });

    it('writes nothing but the page when short matches go on past it', () => {
      for (const endless of [LZ4_ENDLESS, LZO_ENDLESS]) assert.notEqual(decode(endless), PAGE_SIZE);
    });

    it('writes nothing but the page when it decodes a damaged payload', () => {
      const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(fc.nat(), damage, fc.nat(), (which, places, cut) => {
          const damaged = sound[which % sound.length].slice();
          for (const [at, byte] of places) damaged[at % damaged.length] = byte;
          decode(damaged.subarray(0, damaged.length - (cut % 3)));
        }),
        { numRuns: 3000, seed: 6 },
      );
      for (const [i, page] of Object.values(PAGES).entries()) {
        assert.equal(decode(sound[i]), PAGE_SIZE);
        assert.deepEqual(bytes.slice(wasm.page.value, wasm.page.value + PAGE_SIZE), page);
      }
    });
  });
}
