import { type Entry, NO_ENTRY } from './entries.js';

const CLUSTER_BITS = 9;
const CLUSTER_SLOTS = 1 << CLUSTER_BITS;

interface Cluster {
  readonly entries: Uint32Array;
  used: number;
}

/** The entry of each swap slot, as the kernel's xarray holds it: in clusters that exist while they hold an entry. */
export class SwapIndex {
  readonly #clusters = new Map<number, Cluster>();
  readonly #spare: Cluster[] = [];

  /** The entry at `slot`, or NO_ENTRY. */
  get(slot: number): Entry {
    const cluster = this.#clusters.get(slot >>> CLUSTER_BITS);
    return cluster === undefined ? NO_ENTRY : cluster.entries[slot & (CLUSTER_SLOTS - 1)];
  }

  /** Puts an entry at `slot`; returns the one it replaces, or NO_ENTRY. */
  store(slot: number, entry: Entry): Entry {
    const key = slot >>> CLUSTER_BITS;
    let cluster = this.#clusters.get(key);
    if (cluster === undefined) {
      cluster = this.#spare.pop() ?? emptyCluster();
      this.#clusters.set(key, cluster);
    }
    const at = slot & (CLUSTER_SLOTS - 1);
    const old = cluster.entries[at];
    if (old === NO_ENTRY) cluster.used++;
    cluster.entries[at] = entry;
    return old;
  }

  /** Removes and returns the entry at `slot`, or NO_ENTRY. */
  erase(slot: number): Entry {
    const key = slot >>> CLUSTER_BITS;
    const cluster = this.#clusters.get(key);
    if (cluster === undefined) return NO_ENTRY;
    const at = slot & (CLUSTER_SLOTS - 1);
    const old = cluster.entries[at];
    if (old !== NO_ENTRY) {
      cluster.entries[at] = NO_ENTRY;
      if (--cluster.used === 0) {
        this.#clusters.delete(key);
        this.#spare.push(cluster);
      }
    }
    return old;
  }

  /** Every entry, by no particular order. */
  *[Symbol.iterator](): Generator<Entry> {
    for (const { entries } of this.#clusters.values()) {
      for (const entry of entries) if (entry !== NO_ENTRY) yield entry;
    }
  }
}

function emptyCluster(): Cluster {
  return { entries: new Uint32Array(CLUSTER_SLOTS).fill(NO_ENTRY), used: 0 };
}
