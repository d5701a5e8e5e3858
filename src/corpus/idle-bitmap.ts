import { type FileHandle, open } from 'node:fs/promises';
import { type Failure, inputFailure } from '../common/errors.js';

/** Frames that one access of the bitmap covers. No folio crosses a border of them. */
const CHUNK_FRAMES = 4096;
const FLAG_BYTES = 8;
// Source: include/uapi/linux/kernel-page-flags.h.
const COMPOUND_TAIL = 1 << 16;

/** Files of the kernel's idle page tracking. */
export interface IdleFiles {
  readonly bitmap: string;
  readonly flags: string;
}

const KERNEL_FILES: IdleFiles = {
  bitmap: '/sys/kernel/mm/page_idle/bitmap',
  flags: '/proc/kpageflags',
};

/** Frames of one chunk of the bitmap. */
interface Chunk {
  readonly first: number;
  readonly heads: readonly (readonly [index: number, head: number])[];
}

/**
 * Idle flags of physical frames: set by {@link mark}, cleared by the kernel when a page is accessed. The flag of a large folio is
 * that of its first frame. Source: Documentation/admin-guide/mm/idle_page_tracking.rst.
 */
export class IdleBitmap {
  readonly #bitmap: FileHandle;
  readonly #flags: FileHandle;

  private constructor(bitmap: FileHandle, flags: FileHandle) {
    this.#bitmap = bitmap;
    this.#flags = flags;
  }

  static async open(files: IdleFiles = KERNEL_FILES): Promise<IdleBitmap> {
    let bitmap: FileHandle | undefined;
    try {
      bitmap = await open(files.bitmap, 'r+');
      return new IdleBitmap(bitmap, await open(files.flags, 'r'));
    } catch (error) {
      await bitmap?.close();
      throw noIdleTracking(error as NodeJS.ErrnoException);
    }
  }

  /** Marks frames, in any order, as idle. */
  async mark(frames: readonly number[]): Promise<void> {
    for await (const { first, heads } of this.#chunks(frames)) {
      const bits = Buffer.alloc(CHUNK_FRAMES / 8);
      for (const [, head] of heads) bits[(head - first) >> 3] |= 1 << ((head - first) & 7);
      // Zero bits change nothing. The kernel ends the write at the last frame of the machine.
      await this.#bitmap.write(bits, 0, bits.length, first / 8);
    }
  }

  /** Returns 1 for each frame that was not accessed since it was marked, and 0 for the others. */
  async idle(frames: readonly number[]): Promise<Uint8Array> {
    const idle = new Uint8Array(frames.length);
    for await (const { first, heads } of this.#chunks(frames)) {
      const bits = Buffer.alloc(CHUNK_FRAMES / 8);
      await this.#bitmap.read(bits, 0, bits.length, first / 8);
      for (const [i, head] of heads) {
        idle[i] = (bits[(head - first) >> 3] >> ((head - first) & 7)) & 1;
      }
    }
    return idle;
  }

  async close(): Promise<void> {
    await this.#bitmap.close();
    await this.#flags.close();
  }

  /** Yields the frames by chunk of the bitmap: the index of each, and the first frame of its folio. */
  async *#chunks(frames: readonly number[]): AsyncGenerator<Chunk> {
    const chunks = new Map<number, number[]>();
    for (const [i, frame] of frames.entries()) {
      const chunk = Math.floor(frame / CHUNK_FRAMES);
      const members = chunks.get(chunk);
      if (members === undefined) chunks.set(chunk, [i]);
      else members.push(i);
    }
    const flags = Buffer.alloc(CHUNK_FRAMES * FLAG_BYTES);
    for (const [chunk, members] of chunks) {
      const first = chunk * CHUNK_FRAMES;
      await this.#flags.read(flags.fill(0), 0, flags.length, first * FLAG_BYTES);
      const headOf = (frame: number): number => {
        let head = frame;
        while (head > first && isTail(flags, head - first)) head--;
        return head;
      };
      yield { first, heads: members.map((i) => [i, headOf(frames[i])]) };
    }
  }
}

function isTail(flags: Buffer, index: number): boolean {
  return (flags.readUInt32LE(index * FLAG_BYTES) & COMPOUND_TAIL) !== 0;
}

function noIdleTracking(error: NodeJS.ErrnoException): Failure {
  const missing = error.code === 'ENOENT';
  return inputFailure(
    {
      subject: '--idle',
      expected: 'idle page tracking of the kernel, and root',
      found: missing ? `no ${error.path}` : error.message,
      remedy: missing
        ? 'boot a kernel with CONFIG_IDLE_PAGE_TRACKING and CONFIG_PROC_PAGE_MONITOR'
        : 'run as root (CAP_SYS_ADMIN), for instance with sudo',
    },
    error,
  );
}
