/** Lengths of a kernel and of this program: a document of its own. */
export interface LengthsDocument {
  readonly schema: typeof LENGTHS_SCHEMA;
  readonly kernel: { readonly release: string; readonly version: string };
  readonly lengths: readonly LengthsOfCorpus[];
}

export const LENGTHS_SCHEMA = 'zswap-bench.lengths/1';

/** One corpus and one compressor of this program, with the kernel's of the same name. */
export interface LengthsOfCorpus {
  readonly corpus: string;
  /** The name in the kernel. */
  readonly kernelCompressor: string;
  readonly compressor: string;
  /** Pages compared; zero pages are not compressed. */
  readonly pages: number;
  readonly zeroPages: number;
  readonly equal: number;
  /** Whether some compressor of this name has the kernel's length for every page of this corpus. */
  readonly matched: boolean;
  /** Pages with a length below 4096 in both. */
  readonly compressible: number;
  /** Over these. */
  readonly kernelBytes: number;
  readonly bytes: number;
  /** Pages that this kernel keeps with a length of 4096, and that it refuses. */
  readonly kept: number;
  readonly refused: number;
  /** Pages for which this program's length is exactly 4096, and those of them that the kernel refused. */
  readonly exactly4096: number;
  readonly exactly4096Refused: number;
  /** The first that differ. */
  readonly differing: readonly {
    readonly page: number;
    readonly kernel: number | null;
    readonly program: number;
  }[];
}
