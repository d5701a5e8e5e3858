// Times of a kernel on the running machine, and the measured costs that a run may use.

/** Time of folios of exactly the cell's size, each divided by its pages. */
export interface PageTime {
  readonly folios: number;
  readonly medianNs: number;
  /** Quartiles. */
  readonly lowNs: number;
  readonly highNs: number;
}

/** Times per page, in ns; null where no folio of the cell's size without zero pages was stored below the limits. */
export interface KernelTimes {
  /** In madvise(MADV_PAGEOUT). */
  readonly out: PageTime | null;
  /** In the page faults that read a folio back, one for each page. */
  readonly in: PageTime | null;
}

/** The file whose costs a result has. */
export interface CostsFacts {
  readonly sha256: string;
  /** Release of the kernel that they were measured on. */
  readonly kernel: string;
}
