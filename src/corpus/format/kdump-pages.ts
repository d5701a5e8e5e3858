import { inflateSync } from 'node:zlib';
import { PAGE_SIZE } from '../../common/page.js';
import type { PageCompressor } from '../../compressor/compressor.js';
import type { ByteSource } from '../byte-source.js';
import type { Stretch } from '../read-ahead.js';
import { type Complain, readExactly } from './page-segments.js';
import { decodeSnappy } from './snappy.js';

// DUMP_DH_COMPRESSED_* of makedumpfile.
const ZLIB = 0x1;
const LZO = 0x2;
const SNAPPY = 0x4;
const ZSTD = 0x20;
const CODECS = ZLIB | LZO | SNAPPY | ZSTD;

const MAX_PAYLOAD_BYTES = 2 * PAGE_SIZE;

/** Reads and decompresses single pages of a kdump. */
export class KdumpPages {
  readonly #bytes: ByteSource;
  readonly #complain: Complain;
  #lzo: PageCompressor | undefined;

  constructor(bytes: ByteSource, complain: Complain) {
    this.#bytes = bytes;
    this.#complain = complain;
  }

  /** Restores a page to `target`, which has the size of one. */
  async read(place: Stretch, flags: number, target: Uint8Array): Promise<void> {
    const { position, length } = place;
    if (length === 0 || length > MAX_PAYLOAD_BYTES) {
      throw this.#complain('page data of at most 8192 bytes', `${length} bytes`);
    }
    const payload = await readExactly(this.#bytes, place, 'page data', this.#complain);
    if (!(await this.#decode(payload, flags & CODECS, target).catch(() => false))) {
      throw this.#complain('sound page data', `damaged data at byte ${position}`);
    }
  }

  /** Returns false, or throws, if the payload is not exactly a page. */
  async #decode(payload: Uint8Array, codec: number, target: Uint8Array): Promise<boolean> {
    switch (codec) {
      case 0:
        return copied(payload, target);
      case ZLIB:
        return copied(inflateSync(payload, { maxOutputLength: PAGE_SIZE }), target);
      case LZO: {
        const { chooseCompressor } = await import('../../compressor/compressors.js');
        this.#lzo ??= await chooseCompressor('lzo').create();
        this.#lzo.decompress(payload, 0, payload.length, target);
        return true;
      }
      case SNAPPY:
        return decodeSnappy(payload, target);
      case ZSTD: {
        const { ZstdDecoder } = await import('../wrapper/zstd-decoder.js');
        const decoder = await ZstdDecoder.create();
        try {
          return copied(Buffer.concat([...decoder.decode(payload)]), target);
        } finally {
          decoder.free();
        }
      }
      default:
        return false;
    }
  }
}

function copied(page: Uint8Array, target: Uint8Array): boolean {
  if (page.length !== target.length) return false;
  target.set(page);
  return true;
}
