export const VERIFY_SCHEMA = 'zswap-bench.kernel-verify/1';

/** What `kernel verify` prints. */
export interface VerifyReport {
  readonly schema: typeof VERIFY_SCHEMA;
  readonly tool: { readonly version: string };
  /** Release of the kernel. */
  readonly kernel: string;
  /** Strategy and preset of the model beside it. */
  readonly model: { readonly strategy: string; readonly kernel: string };
  readonly guest: { readonly totalPages: number; readonly cpus: number };
  readonly cells: readonly VerifiedCell[];
}

export interface VerifiedCell {
  readonly key: string;
  /** memory.zswap.max in pages; null without. */
  readonly memcgLimitPages: number | null;
  readonly figures: readonly VerifiedFigure[];
  /** Counter minus expected counter, without zeros. */
  readonly drift: Readonly<Record<string, number>>;
  /** Warnings of the kernel, and pages that came back changed. */
  readonly faults: readonly string[];
}

/** One figure of a kernel beside the model's. */
export interface VerifiedFigure {
  readonly figure: string;
  readonly kernel: number;
  readonly model: number;
  /** Largest difference that counts as agreement. */
  readonly band: number;
  readonly agrees: boolean;
}
