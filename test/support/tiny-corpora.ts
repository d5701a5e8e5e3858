import { elfCore } from './elf-builder.js';
import { fileIn } from './files.js';
import { randomPage, textPage, zeroPage } from './pages.js';

/** 40 pages: mostly text, some noise, some zero pages, including a 16K folio of zero pages. */
export function tinyPages(): Buffer {
  return Buffer.concat(
    Array.from({ length: 40 }, (_, i) => {
      if (i >= 20 && i < 24) return zeroPage();
      if (i % 9 === 8) return zeroPage();
      return i % 5 === 4 ? randomPage(i) : textPage(i);
    }),
  );
}

/** The same pages as a core of two runs. The second run starts in the middle of a folio. */
export function tinyCore(): Uint8Array {
  const pages = tinyPages();
  return elfCore({
    segments: [
      { address: 0x100000, data: pages.subarray(0, 24 * 4096) },
      { address: 0x202000, data: pages.subarray(24 * 4096) },
    ],
  });
}

/** Writes both to a folder, as tiny.raw and tiny.core. */
export function writeTinyCorpora(folder: string): { raw: string; core: string } {
  return {
    raw: fileIn(folder, 'tiny.raw', tinyPages()),
    core: fileIn(folder, 'tiny.core', tinyCore()),
  };
}
