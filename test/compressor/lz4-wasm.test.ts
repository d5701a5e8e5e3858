import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CompressorError } from '../../src/compressor/compressor.js';
import { create, PAGES, payload, unpacked } from '../support/compressors.js';

interface Wasm {
  Instance: new (...args: unknown[]) => { exports: Record<string, unknown> };
  RuntimeError: new (message: string) => Error;
}

describe('lz4-wasm', () => {
  it('replaces an instance that trapped, whose stack is lost', async () => {
    const wasm = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly;
    const { Instance, RuntimeError } = wasm;
    let instances = 0;
    let trap = false;
    class Trapping {
      exports: Record<string, unknown>;
      constructor(...args: unknown[]) {
        instances++;
        const { exports } = new Instance(...args);
        const decompress = exports.decompress as (...args: unknown[]) => unknown;
        this.exports = {
          ...exports,
          decompress: (...args: unknown[]) => {
            if (trap) throw new RuntimeError('unreachable');
            return decompress(...args);
          },
        };
      }
    }
    wasm.Instance = Trapping;
    try {
      const compressor = await create('lz4-wasm');
      const packed = payload(compressor, PAGES.text);
      for (let round = 1; round <= 3; round++) {
        trap = true;
        assert.throws(() => unpacked(compressor, packed), CompressorError);
        trap = false;
        assert.equal(instances, 1 + round);
        assert.deepEqual(unpacked(compressor, payload(compressor, PAGES.text)), PAGES.text);
      }
    } finally {
      wasm.Instance = Instance;
    }
  });
});
