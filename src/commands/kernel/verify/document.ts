export const VERIFY_SCHEMA = 'zswap-bench.kernel-verify/1';

/** What `kernel verify` prints. */
export interface VerifyReport {
  readonly schema: typeof VERIFY_SCHEMA;
  readonly tool: { readonly version: string };
  /** Release of the kernel. */
  readonly kernel: string;
  /** Strategy and preset of the model beside it. */
  readonly model: { readonly strategy: string; readonly kernel: string };
  readonly cells: readonly VerifiedCell[];
}

export interface VerifiedCell {
  readonly key: string;
  readonly scenario: 'fill' | 'edge';
  readonly tasks: number;
  readonly guest: { readonly totalPages: number; readonly cpus: number; readonly nodes: number };
  /** memory.zswap.max in pages, of the memcg and of its parent; null without. */
  readonly memcgLimitPages: number | null;
  readonly parentLimitPages: number | null;
  readonly figures: readonly VerifiedFigure[];
  /** Counter minus expected counter, without zeros. */
  readonly drift: Readonly<Record<string, number>>;
  /** Drift that is no known bug of the release, warnings of the kernel, and pages that came back changed. */
  readonly faults: readonly string[];
}

/** One figure of a kernel beside the model's. */
export interface VerifiedFigure {
  readonly figure: string;
  readonly kernel: number;
  /** Of several runs the median. */
  readonly model: number;
  /** Lowest and highest figure of the model; the kernel's agrees if it is one of these or between them. */
  readonly band: readonly [lowest: number, highest: number];
  readonly agrees: boolean;
}
