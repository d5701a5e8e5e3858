import { PAGE_SIZE } from '../../common/page.js';
import type { Heap } from '../heap/heap.js';
import { PerThread } from '../heap/per-thread.js';
import type { Words } from '../heap/words.js';
import { PageCounter } from './page-counter.js';

/** MEMCG_CHARGE_BATCH, include/linux/memcontrol.h: pages charged at once, and the most that a stock keeps. */
const CHARGE_BATCH_PAGES = 64;

// Stocks of a thread, as memcg_stock and obj_stock of a CPU.
const PAGES = 0;
const BYTES = 1;

/** A CPU keeps bytes of one objcg only. */
interface ByteStockOwner {
  objcg: ObjCgroup | null;
}

/**
 * struct obj_cgroup: charges bytes to a memcg's page counter by way of two stocks of the CPU that charges, here of the thread.
 * Bytes come out of the byte stock; where it is too small, whole pages are charged and their rest is put into it. Pages come out
 * of the page stock; where it is too small, a batch of 64 pages is charged to the counters. So does an uncharge fill the stocks, and
 * gives back what is too much.
 *
 * Source: mm/memcontrol.c, v6.18 (obj_cgroup_charge_account, refill_obj_stock, drain_obj_stock, try_charge_memcg, refill_stock).
 * Simplified: a thread has a page stock for every memcg, where a CPU has seven.
 */
export class ObjCgroup {
  readonly #counter: PageCounter;
  readonly #stocks: PerThread;
  /** nr_charged_bytes: bytes of a page that a CPU gave up for another objcg. */
  readonly #chargedBytes: Words;
  readonly #owner: ByteStockOwner;

  constructor(parent: ObjCgroup | null, heap: Heap) {
    this.#counter = new PageCounter(parent === null ? null : parent.#counter, heap);
    this.#stocks = new PerThread(heap, 2);
    this.#chargedBytes = heap.words(1);
    this.#owner = parent === null ? { objcg: null } : parent.#owner;
  }

  /** Pages charged to this memcg and to all below it, stocks included. */
  get chargedPages(): number {
    return this.#counter.usage;
  }

  /** Bytes of charged pages that are in no object: in stocks of all threads, and given up by them. */
  get stockedBytes(): number {
    const { stockedPages } = this;
    return stockedPages * PAGE_SIZE + this.#stocks.sum(BYTES) + this.#chargedBytes.get(0);
  }

  get stockedPages(): number {
    return this.#stocks.sum(PAGES);
  }

  /** obj_cgroup_charge() */
  charge(bytes: number): void {
    const stocks = this.#stocks;
    if (this.#owner.objcg === this && stocks.get(BYTES) >= bytes) {
      stocks.add(BYTES, -bytes);
      return;
    }
    const pages = Math.ceil(bytes / PAGE_SIZE);
    this.#chargePages(pages);
    const rest = pages * PAGE_SIZE - bytes;
    if (rest > 0) this.#refillBytes(rest, false);
  }

  /** obj_cgroup_uncharge() */
  uncharge(bytes: number): void {
    this.#refillBytes(bytes, true);
  }

  /** refill_obj_stock() */
  #refillBytes(bytes: number, mayUncharge: boolean): void {
    const stocks = this.#stocks;
    const changes = this.#owner.objcg !== this;
    if (changes) {
      this.#owner.objcg?.drainBytes();
      this.#owner.objcg = this;
      const charged = this.#chargedBytes.get(0) === 0 ? 0 : this.#chargedBytes.exchange(0, 0);
      stocks.set(BYTES, charged);
    }
    stocks.add(BYTES, bytes);
    const stocked = stocks.get(BYTES);
    if (!(mayUncharge || changes) || stocked <= PAGE_SIZE) return;
    stocks.set(BYTES, stocked % PAGE_SIZE);
    this.#refillPages(Math.floor(stocked / PAGE_SIZE));
  }

  /** drain_obj_stock(): gives up the bytes that this thread keeps. */
  drainBytes(): void {
    const stocked = this.#stocks.get(BYTES);
    const pages = Math.floor(stocked / PAGE_SIZE);
    if (pages > 0) this.#counter.charge(-pages);
    if (stocked > 0) this.#chargedBytes.add(0, stocked % PAGE_SIZE);
    this.#stocks.set(BYTES, 0);
  }

  /** try_charge_memcg() */
  #chargePages(pages: number): void {
    const stocks = this.#stocks;
    if (pages <= CHARGE_BATCH_PAGES && stocks.get(PAGES) >= pages) {
      stocks.add(PAGES, -pages);
      return;
    }
    const batch = Math.max(CHARGE_BATCH_PAGES, pages);
    this.#counter.charge(batch);
    if (batch > pages) this.#refillPages(batch - pages);
  }

  /** refill_stock() */
  #refillPages(pages: number): void {
    if (pages > CHARGE_BATCH_PAGES) {
      this.#counter.charge(-pages);
      return;
    }
    const stocked = this.#stocks.get(PAGES) + pages;
    const drained = stocked > CHARGE_BATCH_PAGES;
    if (drained) this.#counter.charge(-stocked);
    this.#stocks.set(PAGES, drained ? 0 : stocked);
  }
}
