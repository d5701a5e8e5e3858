import type { PageSource, PageWindow } from '../../src/corpus/page-source.js';

/** Page source over windows in memory. It reuses one buffer for all windows, as a file source does. */
export function memorySource(windows: readonly PageWindow[]): PageSource {
  return {
    format: 'ELF core',
    addressed: true,
    presence: 'unrecorded',
    remarks: [],
    async *windows() {
      const buffer = new Uint8Array(Math.max(0, ...windows.map(({ bytes }) => bytes.length)));
      for (const window of windows) {
        buffer.fill(0xee);
        buffer.set(window.bytes);
        yield { ...window, bytes: buffer.subarray(0, window.bytes.length) };
      }
    },
    close: async () => {},
  };
}

/** Concatenates pages. */
export function joined(...pages: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pages));
}
