import { grown } from '../heap/column.js';
import { type Heap, LocalHeap } from '../heap/heap.js';
import type { Locks } from '../heap/locks.js';
import { type Entry, NO_ENTRY } from './entries.js';

//   slot  |  11 bits  |  12 bits  |  9 bits  |
//            root ──► node of 4096 clusters ──► cluster of 512 entries
//
// Each level names what is below it by its number plus 1, so that zeros are an empty index. A cluster exists while it
// holds an entry; nodes stay.

const CLUSTER_BITS = 9;
const CLUSTER_SLOTS = 1 << CLUSTER_BITS;
const NODE_BITS = 12;
const NODE_CLUSTERS = 1 << NODE_BITS;
const ROOT_NODES = 1 << (32 - NODE_BITS - CLUSTER_BITS);

const NODES = 0;
const CLUSTERS = 1;
const FIRST_FREED = 2;

/** The entry of each swap slot, as the kernel's xarray holds it. */
export class SwapIndex {
  readonly #root: Uint16Array;
  #nodes: Uint32Array;
  #entries: Uint32Array;
  /** Of each cluster: entries that it holds; freed ones are a list. */
  #used: Uint16Array;
  #nextFreed: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #locks: Locks;

  constructor(heap: Heap = new LocalHeap()) {
    const { clusters, nodes } = heap.capacity;
    this.#root = heap.column(Uint16Array, ROOT_NODES);
    this.#nodes = heap.column(Uint32Array, nodes * NODE_CLUSTERS);
    this.#entries = heap.column(Uint32Array, clusters * CLUSTER_SLOTS);
    this.#used = heap.column(Uint16Array, clusters);
    this.#nextFreed = heap.column(Uint32Array, clusters);
    this.#counts = heap.column(Uint32Array, 3);
    this.#locks = heap.locks('index', 1);
  }

  /** The entry at `slot`, or NO_ENTRY. */
  get(slot: number): Entry {
    this.#locks.lock(0);
    const cluster = this.#clusterOf(slot);
    const entry = cluster === 0 ? NO_ENTRY : (this.#entries[placeOf(cluster, slot)] - 1) >>> 0;
    this.#locks.unlock(0);
    return entry;
  }

  /** Puts an entry at `slot`; returns the one it replaces, or NO_ENTRY. */
  store(slot: number, entry: Entry): Entry {
    this.#locks.lock(0);
    const cluster = this.#clusterOf(slot) || this.#addCluster(slot);
    const place = placeOf(cluster, slot);
    const old = this.#entries[place];
    if (old === 0) this.#used[cluster - 1]++;
    this.#entries[place] = entry + 1;
    this.#locks.unlock(0);
    return (old - 1) >>> 0;
  }

  /** Puts the first `count` of `entries` at the slots from `slot` on, which are empty and in one cluster. */
  storeAll(slot: number, entries: Uint32Array, count: number): void {
    this.#locks.lock(0);
    const cluster = this.#clusterOf(slot) || this.#addCluster(slot);
    const place = placeOf(cluster, slot);
    for (let i = 0; i < count; i++) this.#entries[place + i] = entries[i] + 1;
    this.#used[cluster - 1] += count;
    this.#locks.unlock(0);
  }

  /** Removes and returns the entry at `slot`, or NO_ENTRY. */
  erase(slot: number): Entry {
    this.#locks.lock(0);
    const cluster = this.#clusterOf(slot);
    const old = cluster === 0 ? 0 : this.#entries[placeOf(cluster, slot)];
    if (old !== 0) this.#remove(cluster, slot);
    this.#locks.unlock(0);
    return (old - 1) >>> 0;
  }

  /** Removes `entry` if it is still at `slot` and `mayErase` has nothing against it. False if it is left as it is. */
  eraseExactly(slot: number, entry: Entry, mayErase: (slot: number) => boolean): boolean {
    this.#locks.lock(0);
    const cluster = this.#clusterOf(slot);
    const there = cluster !== 0 && this.#entries[placeOf(cluster, slot)] === entry + 1;
    const erased = there && mayErase(slot);
    if (erased) this.#remove(cluster, slot);
    this.#locks.unlock(0);
    return erased;
  }

  /** Every entry, by no particular order. */
  *[Symbol.iterator](): Generator<Entry> {
    for (const named of this.#entries.subarray(0, this.#counts[CLUSTERS] * CLUSTER_SLOTS)) {
      if (named !== 0) yield named - 1;
    }
  }

  /** The number of a slot's cluster plus 1, or 0. */
  #clusterOf(slot: number): number {
    const node = this.#root[slot >>> (NODE_BITS + CLUSTER_BITS)];
    return node === 0 ? 0 : this.#nodes[nodePlaceOf(node, slot)];
  }

  #remove(cluster: number, slot: number): void {
    this.#entries[placeOf(cluster, slot)] = 0;
    if (--this.#used[cluster - 1] > 0) return;
    const node = this.#root[slot >>> (NODE_BITS + CLUSTER_BITS)];
    this.#nodes[nodePlaceOf(node, slot)] = 0;
    this.#nextFreed[cluster - 1] = this.#counts[FIRST_FREED];
    this.#counts[FIRST_FREED] = cluster;
  }

  #addCluster(slot: number): number {
    const top = slot >>> (NODE_BITS + CLUSTER_BITS);
    if (this.#root[top] === 0) {
      this.#root[top] = ++this.#counts[NODES];
      this.#nodes = grown(this.#nodes, this.#counts[NODES] * NODE_CLUSTERS);
    }
    let cluster = this.#counts[FIRST_FREED];
    if (cluster === 0) {
      cluster = ++this.#counts[CLUSTERS];
      this.#entries = grown(this.#entries, cluster * CLUSTER_SLOTS);
      this.#used = grown(this.#used, cluster);
      this.#nextFreed = grown(this.#nextFreed, cluster);
    } else {
      this.#counts[FIRST_FREED] = this.#nextFreed[cluster - 1];
    }
    this.#nodes[nodePlaceOf(this.#root[top], slot)] = cluster;
    return cluster;
  }
}

function placeOf(cluster: number, slot: number): number {
  return (cluster - 1) * CLUSTER_SLOTS + (slot & (CLUSTER_SLOTS - 1));
}

function nodePlaceOf(node: number, slot: number): number {
  return (node - 1) * NODE_CLUSTERS + ((slot >>> CLUSTER_BITS) & (NODE_CLUSTERS - 1));
}
