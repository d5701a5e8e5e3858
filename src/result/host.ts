/** The host of a result. */
export interface Machine {
  /** Hash of CPU, cores, memory, architecture and platform. */
  readonly fingerprint: string;
  readonly cpu: string;
  /** Logical CPUs. */
  readonly cores: number;
  readonly memoryBytes: number;
  readonly arch: string;
  readonly platform: string;
  /** Version of Node. */
  readonly node: string;
  /** Version of Node's zlib. */
  readonly zlib: string;
}
