export const PROBE_SCHEMA = 'zswap-bench.kernel-probe/1';

/** The features of a kernel that commands depend on; null for what could not be found out. */
export interface KernelFacts {
  readonly release: string;
  readonly arch: string;
  readonly zswap: boolean;
  /** Counters of zswap in debugfs. */
  readonly debugfs: boolean | null;
  /** Of the compressors that commands know; of a running machine, those that are loaded or in its config. */
  readonly compressors: readonly string[];
  /** Sizes of large anonymous folios in pages, ascending. */
  readonly folioPages: readonly number[];
  readonly cgroup: 'v2' | 'v2 without the memory controller' | 'v1' | 'none';
  readonly memcgMax: boolean | null;
  readonly memcgWriteback: boolean | null;
  readonly nodes: number;
  readonly failNth: boolean;
  /** Options of the config, where it is there. */
  readonly config: Readonly<Record<string, 'y' | 'm' | 'not set'>> | null;
}

/** What `kernel probe` prints. */
export interface ProbeReport extends KernelFacts {
  readonly schema: typeof PROBE_SCHEMA;
  readonly missing: readonly Missing[];
}

/** A feature that the kernel lacks, and the options that need it. */
export interface Missing {
  readonly feature: string;
  readonly neededFor: string;
}
