import { PAGE_SIZE } from '../../common/page.js';
import { WINDOW_BYTES } from '../../corpus/page-windows.js';
import type { CompressedLengths } from '../survey/length-collector.js';
import type { LocalLengths } from '../survey/local-lengths.js';
import type { LengthsByCompressor, PageLengths } from '../survey/page-lengths.js';
import type { ExactJobs } from './exact-jobs.js';

/** Pages of one batch, in shared memory. */
interface Batch {
  readonly bytes: Uint8Array;
  readonly zero: Uint8Array;
  pages: number;
}

/** A batch in the queue, with the lengths of each compressor. */
type QueuedBatch = Promise<readonly CompressedLengths[]>;

const BATCH_PAGES = WINDOW_BYTES / PAGE_SIZE;
// One batch in work and one waiting per thread.
const BATCHES_PER_THREAD = 2;
/** Time to compress and read back a page, in replayed pages. */
const COMPRESSED_PAGE = 20;

/** Compresses the pages of a survey on worker threads, once there are any; on this thread before. */
export class QueuedLengths implements PageLengths {
  readonly #jobs: ExactJobs;
  readonly #local: LocalLengths;
  readonly #compressors: readonly string[];
  /** Cells that replay each page. */
  readonly #cells: number;
  readonly #queued: QueuedBatch[] = [];
  /** Batches with their memory, from the oldest on. */
  readonly #batches: { readonly batch: Batch; readonly done: QueuedBatch }[] = [];
  #batch: Batch | null = null;

  constructor(
    jobs: ExactJobs,
    local: LocalLengths,
    { compressors, cells }: { readonly compressors: readonly string[]; readonly cells: number },
  ) {
    this.#jobs = jobs;
    this.#local = local;
    this.#compressors = compressors;
    this.#cells = cells;
  }

  async add(bytes: Uint8Array, zero: Uint8Array): Promise<void> {
    const pages = zero.length;
    await this.#jobs.announce(pages * (this.#cells + COMPRESSED_PAGE * this.#compressors.length));
    if (this.#jobs.threads === 0) {
      this.#local.add(bytes, zero);
      return;
    }
    if (this.#batch !== null && this.#batch.pages + pages > BATCH_PAGES) this.#send(this.#batch);
    const batch = this.#batch ?? (await this.#emptyBatch());
    batch.bytes.set(bytes, batch.pages * PAGE_SIZE);
    batch.zero.set(zero, batch.pages);
    batch.pages += pages;
    this.#batch = batch;
  }

  async result(): Promise<LengthsByCompressor> {
    if (this.#batch !== null) this.#send(this.#batch);
    const before = this.#local.result();
    const batches = await Promise.all(this.#queued);
    return new Map(
      this.#compressors.map((name, at) => {
        const first = before.get(name) as CompressedLengths;
        return [name, joinedLengths([first, ...batches.map((parts) => parts[at])])];
      }),
    );
  }

  #send(batch: Batch): void {
    const bytes = batch.bytes.subarray(0, batch.pages * PAGE_SIZE);
    const zero = batch.zero.subarray(0, batch.pages);
    const done = Promise.all(
      this.#compressors.map((compressor) => this.#jobs.lengths({ compressor, bytes, zero })),
    );
    // It is awaited later: a failure must not count as one that no code awaits.
    done.catch(() => {});
    this.#queued.push(done);
    this.#batches.push({ batch, done });
    this.#batch = null;
  }

  /** Returns new memory, or that of the oldest batch once its lengths are known. */
  async #emptyBatch(): Promise<Batch> {
    if (this.#batches.length < BATCHES_PER_THREAD * this.#jobs.threads) {
      return {
        bytes: new Uint8Array(new SharedArrayBuffer(WINDOW_BYTES)),
        zero: new Uint8Array(new SharedArrayBuffer(BATCH_PAGES)),
        pages: 0,
      };
    }
    const [{ batch, done }] = this.#batches.splice(0, 1);
    await done;
    batch.pages = 0;
    return batch;
  }
}

function joinedLengths(parts: readonly CompressedLengths[]): CompressedLengths {
  const pages = parts.reduce((sum, part) => sum + part.lengths.length, 0);
  const lengths = new Uint16Array(pages);
  let at = 0;
  for (const part of parts) {
    lengths.set(part.lengths, at);
    at += part.lengths.length;
  }
  return { lengths, roundTrip: sumOfTrips(parts.map(({ roundTrip }) => roundTrip)) };
}

function sumOfTrips(trips: readonly CompressedLengths['roundTrip'][]) {
  const verified = trips.filter((trip) => trip !== null);
  if (verified.length === 0) return null;
  return {
    checked: verified.reduce((sum, { checked }) => sum + checked, 0),
    mismatches: verified.reduce((sum, { mismatches }) => sum + mismatches, 0),
  };
}
